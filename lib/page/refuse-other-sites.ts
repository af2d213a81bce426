import { CodedError } from '#lib/reset/errors.ts';

export type OtherSiteFailures = { 'sent-by-another-site': null };

class OtherSiteError extends CodedError<keyof OtherSiteFailures, null> {
  override readonly name = 'OtherSiteError';
}

/**
 * Refuses a form that another site sent, because it must not use up its visitors' limits. Browsers tell where a form comes from (Fetch Metadata,
 * `Sec-Fetch-Site`). A request without that header passes.
 *
 * @throws {OtherSiteError}
 */
export function refuseOtherSites(header: (name: string) => string): void {
  if (header('sec-fetch-site') === 'cross-site') {
    throw new OtherSiteError('sent-by-another-site', null);
  }
}
