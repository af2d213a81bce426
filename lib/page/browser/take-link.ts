/** `token` is empty once it has set a password. */
export type Link = { realm: string; token: string };

/**
 * The link by which this page was opened. Its secret leaves the address bar at once, so that it is not copied or read over a shoulder; it
 * stays with the tab's entry in the history, for a page that is loaded again.
 *
 * @returns null for what cannot be a link
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

/** Keeps a link for when the page is loaded again; null for none. */
export function keepLink(link: Link | null): void {
  history.replaceState(link, '', location.pathname + location.search);
}

function kept(): Link | null {
  const { realm, token } = Object(history.state);
  return typeof realm === 'string' && typeof token === 'string' ? { realm, token } : null;
}
