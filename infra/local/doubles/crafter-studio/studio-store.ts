import { randomBytes } from 'node:crypto';
import { crafterHash, isCrafterHashOf } from '#infra/local/doubles/crafter-hash.ts';

/** A user as the database holds it. */
export type StudioUserRow = {
  id: number;
  username: string;
  /** A hash; empty for a user who cannot log in. */
  password: string;
  firstName: string;
  lastName: string;
  externallyManaged: boolean;
  email: string;
  enabled: boolean;
  /** A deleted user stays in the table, and nobody else can have the name. */
  isDeleted: boolean;
  /** The global permissions that the groups of the user give. */
  permissions: readonly string[];
};

export type AccessTokenRow = {
  id: number;
  /** What the caller sends as Bearer. */
  token: string;
  userId: number;
  label: string;
  enabled: boolean;
  /** Epoch milliseconds, or null for never. */
  expiresAt: number | null;
  /** Epoch milliseconds. */
  createdOn: number;
};

export type AuditRow = { operation: 'LOGIN'; username: string; tokenLabel: string };

export type NewStudioUser = { username: string; password: string } & Partial<StudioUserRow>;

/** What the database of a Crafter Studio holds. */
export class StudioStore {
  readonly users = new Map<number, StudioUserRow>();
  readonly accessTokens = new Map<number, AccessTokenRow>();
  readonly audit: AuditRow[] = [];
  /** By user id: the refresh token of a session in the browser. A user has at most one. */
  readonly refreshTokens = new Map<number, string>();
  /** How many writes of a user there were. */
  writes = 0;
  readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  createUser({ password, ...given }: NewStudioUser, hash = crafterHash): StudioUserRow {
    const id = given.id ?? Math.max(0, ...this.users.keys()) + 1;
    const row: StudioUserRow = {
      firstName: '',
      lastName: '',
      externallyManaged: false,
      email: `${given.username}@example.com`,
      enabled: true,
      isDeleted: false,
      permissions: [],
      ...given,
      id,
      password: password === '' ? '' : hash(password),
    };
    this.users.set(id, row);
    return row;
  }

  createAccessToken(userId: number, label: string, expiresAt: number | null = null): AccessTokenRow {
    const id = Math.max(0, ...this.accessTokens.keys()) + 1;
    const row = {
      id,
      token: randomBytes(48).toString('base64url'),
      userId,
      label,
      enabled: true,
      expiresAt,
      createdOn: this.now(),
    };
    this.accessTokens.set(id, row);
    return row;
  }

  /** Compares names as the database does. Finds deleted users too. */
  findByUsername(username: string): StudioUserRow | undefined {
    return [...this.users.values()].find((row) => collationKey(row.username) === collationKey(username));
  }

  setPassword(id: number, password: string): void {
    this.update(id, { password: crafterHash(password) });
  }

  update(id: number, change: Partial<StudioUserRow>): void {
    const row = this.users.get(id);
    if (row) {
      Object.assign(row, change);
      this.writes++;
    }
  }

  /** Whether this password logs the user in. Disabled, deleted and external users cannot log in. */
  canLogIn(username: string, password: string): boolean {
    const row = this.findByUsername(username);
    return row?.enabled === true && !row.isDeleted && !row.externallyManaged && isCrafterHashOf(row.password, password);
  }
}

/** `utf8_general_ci` ignores letter case, accents and blanks at the end. */
function collationKey(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/ +$/, '');
}
