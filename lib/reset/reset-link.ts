import { isLoopback } from './is-loopback.ts';

const tokenParameter = 'tokenId';

/**
 * Whether an application may have this URL mailed to its people: contract Crafter Profile, *Applications*; M6. What is checked is the text
 * that will be mailed, so a URL that another parser could read in another way is refused.
 *
 * @param allowed the application's allow-list: each entry an origin and a path prefix
 * @param options.allowPlainHttp `http` is good for other hosts than loopback as well
 */
export function isAllowedLink(url: string, allowed: readonly string[], options: { allowPlainHttp: boolean }): boolean {
  const link = parseExactly(url);
  if (link === undefined || hasDotSegment(link.pathname) || hasTokenParameter(url)) {
    return false;
  }
  const isSafe =
    link.protocol === 'https:' || (link.protocol === 'http:' && (options.allowPlainHttp || isLoopback(link.hostname)));
  return isSafe && allowed.some((entry) => covers(entry, link));
}

/** The URL, if the parser writes it exactly as it came; only the slash of an empty path may be missing at its end. */
function parseExactly(text: string): URL | undefined {
  if (!/^[\x21-\x7e]+$/.test(text) || text.includes('\\')) {
    return undefined;
  }
  const url = URL.parse(text);
  const isExact = url !== null && (url.href === text || url.href === `${text}/`);
  return isExact && url.username === '' && url.password === '' ? url : undefined;
}

/** Servers differ in how often they decode, in what they take for a slash and in whether `;` ends a segment: all of them count here. */
function hasDotSegment(path: string): boolean {
  let decoded = path;
  while (/%25/.test(decoded)) {
    decoded = decoded.replaceAll('%25', '%');
  }
  return decoded.split(/\/|\\|%2f|%5c/i).some((segment) => /^(\.|%2e){1,2}(;|%3b|$)/i.test(segment));
}

/** In the query and anywhere in the fragment, where pages that route by the fragment read theirs. */
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

/** The application's URL with the token: contract Crafter Profile, *Mail and link*. */
export function linkWithToken(url: string, token: string): string {
  const hash = url.indexOf('#');
  const isRoutedByFragment = /^!?\//.test(url.slice(hash + 1));
  if (hash === -1 || isRoutedByFragment) {
    return url.slice(0, hash + 1) + withParameter(url.slice(hash + 1), token);
  }
  return withParameter(url.slice(0, hash), token) + url.slice(hash);
}

function withParameter(part: string, token: string): string {
  const joint = /[?&]$/.test(part) ? '' : part.includes('?') ? '&' : '?';
  return `${part}${joint}${tokenParameter}=${token}`;
}

/** A configured link with the token in the place of `{token}`. */
export function templateLink(template: string, token: string): string {
  return template.replaceAll('{token}', () => token);
}
