import { CodedError } from '#lib/reset/errors.ts';

export type OtherSiteFailures = { 'sent-by-another-site': null };

class OtherSiteError extends CodedError<keyof OtherSiteFailures, null> {
  override readonly name = 'OtherSiteError';
}

type Header = (name: string) => string;

/**
 * Refuses what a browser sends for a page of another site, because such a page must not have mails sent to its visitors or use up their limits.
 * Browsers tell where a request comes from (Fetch Metadata, `Sec-Fetch-Site`). A request without that header passes: the products' other clients
 * send none.
 *
 * @throws {OtherSiteError}
 */
export function refuseOtherSites(header: Header): void {
  if (header(fetchSite).includes('cross-site')) {
    throw new OtherSiteError('sent-by-another-site', null);
  }
}

/**
 * Refuses other hosts of the same domain too. Only Rekey's own page, or a person who follows no link, sends its form.
 *
 * @throws {OtherSiteError}
 */
export function requireOwnPage(header: Header): void {
  if (!['', 'same-origin', 'none'].includes(header(fetchSite))) {
    throw new OtherSiteError('sent-by-another-site', null);
  }
}

const fetchSite = 'sec-fetch-site';
