import type { Account, Accounts, Limits, ResetRequests, ResetTokens } from '#lib/reset/ports.ts';

/** Replaces the adapters in the bundles for `own-time.ts`. Every answer is a success and comes at once. */
const account: Account = {
  realm: 'crafter-studio',
  id: 'jane.doe',
  username: 'jane.doe',
  email: 'jane.doe@example.com',
  enabled: true,
  externallyManaged: false,
  tenant: null,
  credentialStamp: 'stamp',
  createdOn: 1,
  lastModified: 1,
  locale: null,
  undeliverable: null,
  noticeDue: null,
  hold: null,
  closed: null,
  hasPassword: true,
  details: {},
};

const tokenOf = (tokenHash: string) => {
  const { realm, credentialStamp, username, email, tenant } = account;
  const times = { requestedAt: 1, expiresAt: Number.MAX_SAFE_INTEGER };
  return { tokenHash, realm, accountId: account.id, credentialStamp, username, email, tenant, ...times };
};

export const dynamoLimits = (): Pick<Limits, 'count'> => ({ count: async () => ({ within: true }) });
export const dynamoResetRequests = (): Pick<ResetRequests, 'put'> => ({ put: async () => 'accepted' });
export const dynamoResetTokens = (): Pick<ResetTokens, 'find' | 'notBefore'> => ({
  find: async (tokenHash) => tokenOf(tokenHash),
  notBefore: async () => 0,
});
export const dynamoAccounts = (): Pick<Accounts, 'find' | 'findUnchanged' | 'findRedeemable' | 'setPassword'> => ({
  find: async () => account,
  findUnchanged: async () => account,
  findRedeemable: async () => account,
  setPassword: async () => ({ outcome: 'set', account }),
});
