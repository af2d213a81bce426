import { randomBytes } from 'node:crypto';
import { httpClient } from '#lib/upstream/http-client.ts';
import { mintSession } from '#lib/upstream/traffic-ops/mint-session.ts';
import { trafficOpsServer } from '#lib/upstream/traffic-ops/traffic-ops-server.ts';
import type { Administrator, UpstreamTarget, UpstreamTraits } from '#test/contracts/upstream-target.ts';
import { textOf } from '#test/upstream/text-of.ts';

export type TrafficOpsAccess = {
  url: string;
  /** The server's `secrets[0]`. */
  secret: string;
  serviceUser: string;
  /** The username of the account that the suite changes. Traffic Ops cannot delete users, so the suite creates none. */
  username: string;
};

export const trafficOpsTraits: UpstreamTraits = {
  showsPasswordChanges: true,
  survivesLogins: false,
  canDelete: false,
  hasExternalAccounts: false,
  findsByAddress: true,
  refused: { password: 'short', fault: { fault: 'refused-there', reason: /^Password must be greater than 7 characters/ } },
  testimony: 'set',
  nobodies: ['0', '999999999', '-1', '1e0', 'nobody'],
  usernameEndings: [],
  aliases: () => [],
};

/** A Traffic Ops, with the adapter that calls it. */
export function trafficOpsTarget({ url, secret, serviceUser, username }: TrafficOpsAccess): UpstreamTarget {
  const client = httpClient({ url, maximumCalls: 32 });
  const serverWith = (sessionSecret: string) =>
    trafficOpsServer({ client, secrets: async () => [sessionSecret], serviceUser, stampMode: 'strict' });
  const { administrator, restore } = trafficOpsAdministrator({ url, secret, serviceUser, username });
  return {
    server: serverWith(secret),
    strangersServer: serverWith('not the secret of this server'),
    administrator,
    close: async () => {
      client.close();
      await restore();
    },
  };
}

type Row = { readonly id: number; readonly email: string; readonly [key: string]: unknown };

function trafficOpsAdministrator({ url, secret, serviceUser, username }: TrafficOpsAccess): {
  administrator: Administrator;
  restore(): Promise<void>;
} {
  const send = (method: string, path: string, body?: object) =>
    fetch(`${url}/api/5.0/${path}`, {
      method,
      headers: { cookie: mintSession({ username: serviceUser, expires: Math.floor(Date.now() / 1000) + 60 }, secret) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const read = async (): Promise<Row> => {
    const [row] = JSON.parse(await textOf(await send('GET', `users?username=${encodeURIComponent(username)}`))).response;
    return row;
  };
  const write = async (row: Row, change: object = {}) => {
    await textOf(await send('PUT', `users/${row.id}`, { ...row, ...change }));
  };
  const change = async (changed: object) => write(await read(), changed);
  let original: Row | undefined;
  const administrator: Administrator = {
    createPerson: async () => {
      original ??= await read();
      const { id, email } = original;
      const password = `old pass phrase ${randomBytes(8).toString('hex')}`;
      await write(original, { localPasswd: password, city: 'Ärmelstadt' });
      return { id: `${id}`, username, email, password };
    },
    logsIn: async (_, password) => {
      const answer = await send('POST', 'user/login', { u: username, p: password });
      return answer.status !== 401 && (await textOf(answer)) !== '';
    },
    setPassword: (_, localPasswd) => change({ localPasswd }),
    setAddress: (_, email) => change({ email }),
    setEnabled: (_, enabled) => change({ role: enabled ? original?.role : 'disallowed' }),
    deletePerson: () => Promise.reject(new Error('Traffic Ops cannot delete users')),
    describe: async () => {
      const { lastUpdated: _, lastAuthenticated: __, ...rest } = await read();
      return rest;
    },
  };
  return {
    administrator,
    /** Nobody knows the password afterwards. */
    restore: async () => {
      if (original) {
        await write(original, { localPasswd: randomBytes(16).toString('hex') });
      }
    },
  };
}
