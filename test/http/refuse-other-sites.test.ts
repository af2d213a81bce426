import { describe, expect, test } from '@jest/globals';
import { refuseOtherSites, requireOwnPage } from '#lib/http/refuse-other-sites.ts';

/** The headers of a request that comes from `site`, as the browser tells it. */
const from = (site: string) => (name: string) => (name === 'sec-fetch-site' ? site : '');

const refusal = expect.objectContaining({ name: 'OtherSiteError', code: 'sent-by-another-site', detail: null });

describe('a call that other sites must not make', () => {
  test.each(['', 'same-origin', 'same-site', 'none'])('passes from %j', (site) => {
    expect(() => refuseOtherSites(from(site))).not.toThrow();
  });

  test.each(['cross-site', 'same-origin, cross-site'])('is refused from %j', (site) => {
    expect(() => refuseOtherSites(from(site))).toThrow(refusal);
  });
});

describe('a form that only our own page sends', () => {
  test.each(['', 'same-origin', 'none'])('passes from %j', (site) => {
    expect(() => requireOwnPage(from(site))).not.toThrow();
  });

  test.each(['same-site', 'cross-site', 'anything else'])('is refused from %j', (site) => {
    expect(() => requireOwnPage(from(site))).toThrow(refusal);
  });
});
