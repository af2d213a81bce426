/**
 * Everyone who reads this file knows these, so only the local stack accepts them (A5). The access token id is the one that every stock
 * install of Crafter Profile ships.
 */
export const demoCredentials = {
  accessTokenId: 'e8f5170c-877b-416f-b70f-4b09772f8e2d',
  administratorSecret: 'rekey demo: the secret of the administrators, known to everyone',
  trafficOpsSessionSecret: 'rekey demo: the secret of the Traffic Ops sessions, known to everyone',
} as const;
