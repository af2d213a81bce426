// It takes seconds because a stand-in on loopback is asked for each row of what the real server answers. No product code runs here.
import { describe, expect, test } from '@jest/globals';
import { tenantIds } from '#infra/local/doubles/traffic-ops/seed-traffic-ops.ts';
import { everything, operations, readOnly, TrafficOpsBench } from './traffic-ops-bench.ts';

const bench = new TrafficOpsBench();

const targets = ['read-only', 'operations', 'admin', 'disallowed', 'portal', 'made'] as const;
type Target = (typeof targets)[number];

const texts = {
  a: /^missing required Permissions: /,
  b: /^cannot request more than assigned permissions, current user needs [A-Z:,-]+ permissions$/,
  c: /^user cannot update a user with a role more privileged than themselves$/,
  d: /^Forbidden\.$/,
};
/** What a write is answered with: done, or one of the four refusals. */
type Outcome = 'done' | keyof typeof texts;

/** The caller by its permissions or by the name of a role that the server comes with. */
type Line = {
  caller: string | readonly string[];
  get: Outcome;
  put: Record<Target, Outcome>;
  offGet?: Outcome;
  offPut?: Partial<Record<Target, Outcome>> | Outcome;
};

const all = (outcome: Outcome): Record<Target, Outcome> => ({
  'read-only': outcome,
  operations: outcome,
  admin: outcome,
  disallowed: outcome,
  portal: outcome,
  made: outcome,
});
const allBut = (outcome: Outcome, others: Partial<Record<Target, Outcome>>) => ({ ...all(outcome), ...others });

/** `made` is a role made through the API, with permissions that only those hold who hold everything. */
const lines: Record<string, Line> = {
  'custom USER:READ': { caller: ['USER:READ'], get: 'done', put: all('a'), offPut: allBut('b', { disallowed: 'done' }) },
  'custom USER:READ, USER:UPDATE': {
    caller: ['USER:READ', 'USER:UPDATE'],
    get: 'done',
    put: allBut('b', { disallowed: 'done' }),
  },
  'custom read-only and USER:UPDATE': {
    caller: [...readOnly, 'USER:UPDATE'],
    get: 'done',
    put: allBut('b', { disallowed: 'done', 'read-only': 'done' }),
  },
  'custom everything without ALL': {
    caller: everything.filter((permission) => permission !== 'ALL'),
    get: 'done',
    put: allBut('done', { admin: 'b' }),
  },
  'custom ALL, USER:READ, USER:UPDATE': {
    caller: ['ALL', 'USER:READ', 'USER:UPDATE'],
    get: 'done',
    put: allBut('b', { admin: 'done', disallowed: 'done' }),
  },
  'custom everything': { caller: everything, get: 'done', put: all('done') },
  'role operations': { caller: 'operations', get: 'done', put: allBut('done', { admin: 'c', made: 'c' }) },
  'role admin': { caller: 'admin', get: 'done', put: all('done') },
  'role read-only': { caller: 'read-only', get: 'done', put: all('a'), offPut: 'd' },
  'role portal': { caller: 'portal', get: 'done', put: all('a'), offGet: 'd', offPut: 'd' },
  'role disallowed': { caller: 'disallowed', get: 'a', put: all('a'), offGet: 'd', offPut: 'd' },
};

const cases = Object.entries(lines).flatMap(([title, line]) =>
  ['5.0', '4.0'].flatMap((version) => [true, false].map((isOn) => ({ title, version, isOn, line }))),
);

async function outcome(line: string, as: string, body?: object): Promise<string> {
  const { status, alert } = await bench.call(line, { as, body });
  const refusal = Object.entries(texts).find(([, text]) => text.test(`${alert}`))?.[0];
  return status === 200 ? 'done' : `${status === 403 ? (refusal ?? alert) : status}`;
}

describe('what a role may do', () => {
  test.each(cases)('$title in $version, role-based permissions $isOn', async ({ version, isOn, line }) => {
    const { store, knobs } = bench.double;
    knobs.hasRoleBasedPermissions = isOn;
    store.createRole('made', ['USER:READ', 'ROLE:UPDATE']);
    for (const role of targets) {
      store.createUser({ username: `target.${role}`, role });
    }
    const role = typeof line.caller === 'string' ? line.caller : store.createRole('custom', line.caller).name;
    store.createUser({ username: 'caller', role });
    const { offPut = {}, offGet = line.get } = line;
    const put = isOn ? line.put : typeof offPut === 'string' ? all(offPut) : { ...line.put, ...offPut };

    expect(await outcome(`GET ${version}/users`, 'caller')).toBe(isOn ? line.get : offGet);
    const { rows } = await bench.call(`GET ${version}/users`);
    const got: Partial<Record<Target, string>> = {};
    for (const target of targets) {
      const user = rows.find(({ username }) => username === `target.${target}`) ?? {};
      got[target] = await outcome(`PUT ${version}/users/${user.id}`, 'caller', { ...user, localPasswd: 'a long password' });
    }
    expect(got).toEqual(put);
  });

  test('the first refusal names what is missing', async () => {
    bench.createCaller(['USER:READ']);
    expect((await bench.put('jane.doe', {}, { as: 'caller' })).alert).toBe('missing required Permissions: USER:UPDATE');
    bench.createCaller(['USER:READ', 'USER:UPDATE', ...operations.slice(3)], 'second');
    const alert = 'cannot request more than assigned permissions, current user needs ROLE:READ,TENANT:READ permissions';
    expect((await bench.put('jane.doe', {}, { as: 'second' })).alert).toBe(alert);
  });

  test('the role in the body is what is checked, so that an administrator can be demoted by anyone who updates users', async () => {
    bench.createCaller(['USER:READ', 'USER:UPDATE']);
    const before = bench.user('admin').localPasswd;
    expect((await bench.put('admin', { role: 'disallowed', localPasswd: 'taken over now' }, { as: 'caller' })).status).toBe(200);
    expect(bench.double.store.roleOf(bench.user('admin'))?.name).toBe('disallowed');
    expect(bench.user('admin').localPasswd).not.toBe(before);
  });

  test('nobody changes its own role', async () => {
    const answer = await bench.put('rekey', { role: 'operations' });
    expect(answer).toMatchObject({ status: 400, alert: 'users cannot update their own role' });
  });

  test('a role of the 3.x APIs is judged by its level alone', async () => {
    bench.createCaller([]);
    expect((await bench.call('GET 3.1/users', { as: 'caller' })).status).toBe(200);
    bench.double.store.createUser({ username: 'level.2', role: 'portal' });
    expect(await bench.call('GET 3.1/users', { as: 'level.2' })).toMatchObject({ status: 403, alert: 'Forbidden.' });
  });
});

describe('tenants of a write', () => {
  test('another tenant: 403, by the stored one and by the one in the body', async () => {
    bench.createCaller(everything, 'below', tenantIds.other);
    bench.double.store.createUser({ username: 'neighbour', role: 'read-only', tenantId: tenantIds.other });
    const refusal = { status: 403, alert: 'not authorized on this tenant' };
    expect(await bench.put('jane.doe', { tenantId: tenantIds.other }, { as: 'below' })).toMatchObject(refusal);
    expect(await bench.put('neighbour', { tenantId: tenantIds.root }, { as: 'below' })).toMatchObject(refusal);
    expect(await bench.put('jane.doe', { tenantId: 99 })).toMatchObject(refusal);
    expect((await bench.put('neighbour', {}, { as: 'below' })).status).toBe(200);
  });

  test('a user of an inactive tenant cannot write itself, but the root can write it', async () => {
    bench.double.store.createUser({ username: 'idle', role: 'read-only', tenantId: tenantIds.inactive });
    const body = (await bench.call('GET 5.0/user/current', { as: 'idle' })).response;
    expect(await bench.call('PUT 5.0/user/current', { as: 'idle', body })).toMatchObject({
      status: 404,
      alert: 'no such tenant: #2',
    });
    expect((await bench.put('idle', { localPasswd: 'a long password' })).status).toBe(200);
  });
});
