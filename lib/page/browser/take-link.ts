/** `token` is empty after it has set a password. */
export type Link = { realm: string; token: string };

/**
 * Takes the link that opened this page. Its secret leaves the address bar at once, so that nobody copies it or reads it over a shoulder. It stays
 * in the tab's entry in the history, for when the page is loaded again.
 *
 * @returns null for anything that cannot be a link
 */
export function takeLink(): Link | null {
  const fragment = new URLSearchParams(location.hash.slice(1));
  if (!fragment.has('realm') && !fragment.has('token')) {
    return kept();
  }
  const [realm, token] = [fragment.get('realm') ?? '', fragment.get('token') ?? ''];
  const link = realm !== '' && /^[\w-]{43}$/.test(token) ? { realm, token } : null;
  keepLink(link);
  return link;
}

/** Keeps a link for when the page is loaded again. Null keeps none. */
export function keepLink(link: Link | null): void {
  history.replaceState(link, '', location.pathname + location.search);
}

function kept(): Link | null {
  const { realm, token } = Object(history.state);
  return typeof realm === 'string' && typeof token === 'string' ? { realm, token } : null;
}
