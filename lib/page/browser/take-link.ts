import { type Link, readLink } from './read-link.ts';

/**
 * Takes the link that opened this page. Its secret leaves the address bar at once, in whatever part of the address it arrived, so that nobody
 * copies it or reads it over a shoulder. It stays in the tab's entry in the history, for when the page is loaded again. From then on, the page's
 * address is its own path, so that relative addresses lead to their targets.
 *
 * @returns null if there is no link
 */
export function takeLink(): Link | null {
  const link = readLink(location.href) ?? kept();
  keepLink(link);
  return link;
}

/** Keeps a link for when the page is loaded again. Null keeps none. The address keeps the language that the person chose. */
export function keepLink(link: Link | null): void {
  const language = /[?&](lang=[\w-]+)/.exec(location.search)?.[1];
  const path = location.pathname.replace(/(.*\/reset-password).*/, '$1');
  history.replaceState(link, '', language === undefined ? path : `${path}?${language}`);
}

function kept(): Link | null {
  const { realm, token } = Object(history.state);
  return typeof realm === 'string' && typeof token === 'string' ? { realm, token } : null;
}
