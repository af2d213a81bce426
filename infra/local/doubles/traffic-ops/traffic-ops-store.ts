/** A user as the table `tm_user` holds it. Times are microseconds of the epoch. */
export type TmUser = {
  id: number;
  username: string;
  /** The role's id. */
  role: number;
  email: string | null;
  fullName: string | null;
  addressLine1: string | null;
  addressLine2: string | null;
  city: string | null;
  company: string | null;
  country: string | null;
  phoneNumber: string | null;
  postalCode: string | null;
  publicSshKey: string | null;
  stateOrProvince: string | null;
  uid: number | null;
  gid: number | null;
  newUser: boolean;
  registrationSent: string | null;
  tenantId: number;
  ucdn: string;
  /** A hash; null for a user without a password. */
  localPasswd: string | null;
  confirmLocalPasswd: string | null;
  /** The token in the server's own reset mail. */
  token: string | null;
  lastUpdated: bigint;
  lastAuthenticated: bigint | null;
};

export type Role = { id: number; name: string; privLevel: number; permissions: readonly string[] };

/** A role that is created through the API gets the privilege level of its creator. */
const administratorLevel = 30;

export type Tenant = { id: number; name: string; parentId: number | null; active: boolean };

export type LogRow = { message: string; user: string };

export type NewTmUser = { username: string; role: string } & Partial<Omit<TmUser, 'role'>>;

/** What the database of a Traffic Ops holds. */
export class TrafficOpsStore {
  readonly users = new Map<number, TmUser>();
  readonly roles = new Map<string, Role>();
  readonly tenants = new Map<number, Tenant>();
  readonly log: LogRow[] = [];
  /** How many writes of a user were committed, including those of logins. */
  writes = 0;
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Epoch milliseconds, with fractions. */
  now(): number {
    return this.#now();
  }

  createRole(name: string, permissions: readonly string[], privLevel = administratorLevel): Role {
    const role = { id: this.roles.size + 1, name, privLevel, permissions };
    this.roles.set(name, role);
    return role;
  }

  createUser({ role, ...given }: NewTmUser): TmUser {
    const id = given.id ?? Math.max(0, ...this.users.keys()) + 1;
    const row: TmUser = {
      ...withoutDetails,
      email: `${given.username}@example.com`,
      fullName: given.username,
      lastUpdated: microseconds(this.now()),
      ...given,
      role: this.roles.get(role)?.id ?? 0,
      id,
    };
    this.users.set(id, row);
    return row;
  }

  findUser(username: string): TmUser | undefined {
    return [...this.users.values()].find((user) => user.username === username);
  }

  roleOf(user: TmUser): Role | undefined {
    return [...this.roles.values()].find(({ id }) => id === user.role);
  }

  /** Writes a user. `lastUpdated` becomes the start of the transaction. */
  update(id: number, change: Partial<TmUser>, startedAt = this.now()): void {
    const row = this.users.get(id);
    if (row) {
      Object.assign(row, change, { lastUpdated: microseconds(startedAt) });
      this.writes++;
    }
  }

  /** Whether another user has this address or name, which the table does not allow. */
  isTaken(id: number, { username, email }: Pick<TmUser, 'username' | 'email'>): boolean {
    return [...this.users.values()].some((user) => user.id !== id && (user.username === username || user.email === email));
  }

  /** Whether a tenant has access to another: to itself and to all below it. An inactive tenant has no access, not even to itself. */
  hasAccess(tenantId: number, toTenantId: number): boolean {
    if (this.tenants.get(tenantId)?.active !== true) {
      return false;
    }
    let at = this.tenants.get(toTenantId);
    while (at !== undefined && at.id !== tenantId) {
      at = at.parentId === null ? undefined : this.tenants.get(at.parentId);
    }
    return at !== undefined;
  }
}

export function microseconds(milliseconds: number): bigint {
  return BigInt(Math.floor(milliseconds * 1000));
}

const withoutDetails = {
  addressLine1: null,
  addressLine2: null,
  city: null,
  company: null,
  country: null,
  phoneNumber: null,
  postalCode: null,
  publicSshKey: null,
  stateOrProvince: null,
  uid: null,
  gid: null,
  newUser: false,
  registrationSent: null,
  tenantId: 1,
  ucdn: '',
  localPasswd: null,
  confirmLocalPasswd: null,
  token: null,
  lastAuthenticated: null,
} as const;
