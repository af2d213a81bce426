import type { ProductServer, ServerAccount } from '#lib/upstream/product-server.ts';
import { addressSpellings } from './address-spellings.ts';
import { findUser } from './find-user.ts';
import { setUserPassword } from './set-user-password.ts';
import { fingerprintOf, isSameVersion, isUnchanged, type StampMode } from './stamps.ts';
import { type TrafficOpsApiOptions, trafficOpsApi } from './traffic-ops-api.ts';
import { accountOf, rowOf } from './user-row.ts';

export type TrafficOpsServer = ProductServer & {
  /** For a session, whose cookie has the username. The account's id is the server's number, because a username can change. */
  findByUsername(username: string): Promise<ServerAccount | undefined>;
};

export type TrafficOpsServerOptions = TrafficOpsApiOptions & { stampMode: StampMode };

/** Accounts that stay in a Traffic Ops. */
export function trafficOpsServer({ stampMode, ...options }: TrafficOpsServerOptions): TrafficOpsServer {
  const api = trafficOpsApi(options);
  const spellingsOf = addressSpellings(api, options.now ?? Date.now);
  const find = async (by: 'id' | 'email' | 'username', value: string) => {
    const row = await findUser(api, by, value);
    return row && accountOf(row);
  };
  const findById = async (id: string) => (/^[1-9]\d*$/.test(id) ? find('id', id) : undefined);
  return {
    find: findById,
    findByUsername: (username) => find('username', username),
    findByAddress: async (address) => {
      const exact = await find('email', address);
      if (exact) {
        return [exact];
      }
      const accounts = await Promise.all((await spellingsOf(address)).map((spelling) => find('email', spelling)));
      return accounts.filter((account) => account !== undefined);
    },
    fingerprint: async (account) => fingerprintOf(rowOf(account)),
    findUnchanged: async (id, fingerprint) => {
      const account = await findById(id);
      const isGood = account && (fingerprint === '' || isUnchanged(rowOf(account), fingerprint, stampMode));
      return isGood ? account : undefined;
    },
    showsEveryChange: (fingerprint) => fingerprint !== '' && stampMode === 'strict',
    setPassword: (account, password) => setUserPassword(api, rowOf(account), password),
    witness: async (account, _fingerprint, password) => {
      const current = await findUser(api, 'id', account.id);
      if (current === undefined) {
        return 'unknown';
      }
      if (isSameVersion(current, rowOf(account))) {
        return 'not-set';
      }
      // Something has written the row. Only a login tells whether it was Rekey's attempt.
      const body = { u: current.username, p: password };
      const login = await api.sendAnonymously({ method: 'POST', path: 'user/login', body });
      return login.outcome === 'answer' && login.status === 200 ? 'set' : 'unknown';
    },
  };
}
