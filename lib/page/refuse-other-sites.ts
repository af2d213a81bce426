import { CodedError } from '#lib/reset/errors.ts';

export type OtherSiteFailures = { 'sent-by-another-site': null };

class OtherSiteError extends CodedError<keyof OtherSiteFailures, null> {
  override readonly name = 'OtherSiteError';
}

/**
 * Another site must not spend what its visitors may ask for. Browsers say where a form stands (Fetch Metadata, `Sec-Fetch-Site`); what says
 * nothing is let through.
 *
 * @throws {OtherSiteError}
 */
export function refuseOtherSites(header: (name: string) => string): void {
  if (header('sec-fetch-site') === 'cross-site') {
    throw new OtherSiteError('sent-by-another-site', null);
  }
}
