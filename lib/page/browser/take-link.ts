export type Link = { realm: string; token: string };

/**
 * The link by which this page was opened. Its secret leaves the address bar at once, so that it is not copied or read over a shoulder; it
 * stays with the tab's entry in the history, for a page that is loaded again.
 */
export function takeLink(): Link | null {
  const fragment = new URLSearchParams(location.hash.slice(1));
  const given = { realm: fragment.get('realm'), token: fragment.get('token') };
  if (given.realm === null && given.token === null) return history.state;
  const link = given.realm && given.token ? { realm: given.realm, token: given.token } : null;
  keepLink(link);
  return link;
}

/** Once it is of no more use. */
export function forgetLink(): void {
  keepLink(null);
}

function keepLink(link: Link | null): void {
  history.replaceState(link, '', location.pathname + location.search);
}
