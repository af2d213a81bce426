import { decodeCompletely } from './decode-completely.ts';

const tokenParameter = 'tokenId';
/** Browsers and mail programs cut longer ones. */
const longestLink = 2_048;

/**
 * Whether an application may have this URL mailed to its people (M6; contract Crafter Profile, *Applications*). The check reads the very text
 * that will be mailed, so it refuses a URL that another parser could read in another way.
 *
 * @param allowed the application's allow-list: each entry is an origin and a path prefix
 * @param options.allowPlainHttp allows `http` for other hosts than loopback too
 */
export function isAllowedLink(url: string, allowed: readonly string[], options: { allowPlainHttp: boolean }): boolean {
  const link = parseExactly(url);
  if (link === undefined || hasDotSegment(link.pathname) || hasTokenParameter(url) || leadsElsewhere(link)) {
    return false;
  }
  const isSafe =
    link.protocol === 'https:' || (link.protocol === 'http:' && (options.allowPlainHttp || isLoopback(link.hostname)));
  return isSafe && allowed.some((entry) => covers(entry, link));
}

/** Adds the token to an application's URL (contract Crafter Profile, *Mail and link*). */
export function linkWithToken(url: string, token: string): string {
  const hash = url.indexOf('#');
  const isRoutedByFragment = /^!?\//.test(url.slice(hash + 1));
  if (hash === -1 || isRoutedByFragment) {
    return url.slice(0, hash + 1) + withParameter(url.slice(hash + 1), token);
  }
  return withParameter(url.slice(0, hash), token) + url.slice(hash);
}

/** Puts the token into the place of `{token}` in a configured link. */
export function templateLink(template: string, token: string): string {
  return template.replaceAll('{token}', () => token);
}

/** @param hostname as the URL parser writes it */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/** The URL, if the parser writes it exactly as it came. Only the slash of an empty path may be missing. */
function parseExactly(text: string): URL | undefined {
  if (text.length > longestLink || !/^[\x21-\x7e]+$/.test(text) || text.includes('\\')) {
    return undefined;
  }
  const url = URL.parse(text);
  const isExact = url !== null && (url.href === text || url.href === `${text}/`);
  return isExact && url.username === '' && url.password === '' ? url : undefined;
}

/** Servers differ in how often they decode, what they take for a slash and whether `;` ends a segment. This covers all of them. */
function hasDotSegment(path: string): boolean {
  return decodeCompletely(path)
    .split(/[/\\]/)
    .some((segment) => /^\.{1,2}(;|$)/.test(segment));
}

/**
 * Whether the URL holds a place that its page or its server could send the reader to, and with them the token: a page such as
 * `https://app.example/go?to=…` redirects, and a server that adds a slash to `//evil.example` redirects to that host. A fragment that is a route may
 * have one query (`#/reset?lang=en`).
 */
function leadsElsewhere({ pathname, search, hash }: URL): boolean {
  const path = decodeCompletely(pathname);
  const query = decodeCompletely(search.slice(1));
  const fragment = decodeCompletely(hash.slice(1));
  return query.includes('?') || fragment.split('?').length > 2 || [path, query, fragment].some(holdsPlace);
}

/**
 * Browsers take a backslash for a slash, leave out blanks and line breaks, and need no slashes after `http:`. A page that opens a place of the other
 * schemes runs what the place holds.
 */
function holdsPlace(decoded: string): boolean {
  const asRead = decoded.replaceAll('\\', '/').replace(/[\0-\x20]/g, '');
  return asRead.includes('//') || /(https?|javascript|vbscript|data):/i.test(asRead);
}

/** Looks into the query and the whole fragment, because pages that route by the fragment read parameters from it. */
function hasTokenParameter(url: string): boolean {
  return url.split(/[?&;#]/).some((parameter) => new URLSearchParams(parameter).has(tokenParameter));
}

function covers(entry: string, link: URL): boolean {
  const prefix = URL.parse(entry);
  if (prefix === null || prefix.origin !== link.origin || prefix.search !== '' || prefix.hash !== '' || prefix.username !== '') {
    return false;
  }
  const below = prefix.pathname.endsWith('/') ? prefix.pathname : `${prefix.pathname}/`;
  return link.pathname === prefix.pathname || link.pathname.startsWith(below);
}

function withParameter(part: string, token: string): string {
  const joint = /[?&]$/.test(part) ? '' : part.includes('?') ? '&' : '?';
  return `${part}${joint}${tokenParameter}=${token}`;
}
