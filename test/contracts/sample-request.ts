import type { ResetRequest } from '#lib/reset/ports.ts';

let made = 0;

/** A request under a key that no other test of this file uses. */
export function sampleRequest(differences: Partial<ResetRequest> = {}): ResetRequest {
  made += 1;
  const identifier = `person-${made}@example.com`;
  return {
    realm: 'traffic-ops',
    asker: 'anonymous',
    identifier,
    typed: differences.identifier ?? identifier,
    requestId: `request-${made}`,
    requestedAt: 1_700_000_000_000,
    link: null,
    application: null,
    languages: '',
    timeZone: 'Europe/Berlin',
    device: { browser: 'Firefox', system: 'Windows' },
    ...differences,
  };
}
