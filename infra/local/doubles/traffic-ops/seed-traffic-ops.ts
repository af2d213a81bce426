import { scryptHash } from './scrypt-hash.ts';
import type { TrafficOpsStore } from './traffic-ops-store.ts';

const readOnly = ['USER:READ', 'ROLE:READ', 'TENANT:READ', 'LOG:READ', 'CDN:READ', 'SERVER:READ'];
const portal = ['USER:READ', 'DELIVERY-SERVICE:READ'];
const operations = [
  ...readOnly,
  'DELIVERY-SERVICE:READ',
  'USER:CREATE',
  'USER:UPDATE',
  'CDN:UPDATE',
  'SERVER:UPDATE',
  'STEERING:UPDATE',
];

/** The permissions of the seeded roles. */
export const permissionSets = { readOnly, portal, operations, everything: [...operations, 'ROLE:UPDATE', 'ALL'] } as const;

/** `inactive` and `other` are below `root`. */
export const tenantIds = { root: 1, inactive: 2, other: 3 } as const;

export const serviceUser = 'rekey';

/** The people with a password. `test` and its address are those of the Traffic Ops document. */
export const seededLogins = [
  { id: 2, username: 'test', email: 'test@example.com', fullName: 'Test User', role: 'operations', password: 'test-old-pw-1' },
  { id: 3, username: 'admin', email: 'admin@example.com', fullName: 'Ad Min', role: 'admin', password: 'twelve12' },
  {
    id: 4,
    username: 'jane.doe',
    email: 'jane.doe@example.com',
    fullName: 'Jane Doe',
    role: 'read-only',
    password: 'jane-old-pw-1',
  },
  {
    id: 5,
    username: 'off.user',
    email: 'off.user@example.com',
    fullName: 'Off User',
    role: 'disallowed',
    password: 'off-old-pw-1',
  },
] as const;

/** Creates roles, tenants and people. Rekey's service user has no password. `new.user` has no full name, as after a registration. */
export async function seedTrafficOps(store: TrafficOpsStore, scryptCost: number): Promise<void> {
  store.createRole('admin', ['ALL'], 30);
  store.createRole('disallowed', [], 0);
  store.createRole('operations', operations, 20);
  store.createRole('read-only', readOnly, 10);
  store.createRole('portal', portal, 2);
  store.createRole('steering', ['USER:READ', 'STEERING:UPDATE'], 15);

  const { root, inactive, other } = tenantIds;
  store.tenants.set(root, { id: root, name: 'root', parentId: null, active: true });
  store.tenants.set(inactive, { id: inactive, name: 'inactive', parentId: root, active: false });
  store.tenants.set(other, { id: other, name: 'other', parentId: root, active: true });

  store.createUser({ id: 1, username: serviceUser, role: 'admin' });
  store.createUser({ id: 6, username: 'new.user', role: 'read-only', fullName: null, newUser: true });
  await Promise.all(
    seededLogins.map(async ({ password, ...user }) => {
      store.createUser({ ...user, localPasswd: await knownHash(password, scryptCost) });
    }),
  );
}

const known = new Map<string, Promise<string>>();

/** Computes each hash once per process, so that doubles start fast. */
function knownHash(password: string, cost: number): Promise<string> {
  const key = `${cost} ${password}`;
  const found = known.get(key) ?? scryptHash(password, cost);
  known.set(key, found);
  return found;
}
