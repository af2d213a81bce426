import type { ResetToken } from '#lib/reset/ports.ts';

export const sampleToken: ResetToken = {
  tokenHash: 'a'.repeat(64),
  realm: 'crafter-studio',
  accountId: 'jane.doe',
  credentialStamp: 'stamp',
  username: 'jane.doe',
  email: 'jane.doe@example.com',
  tenant: null,
  requestedAt: 1_699_999_999_998,
  expiresAt: 1_700_000_000_999,
};
