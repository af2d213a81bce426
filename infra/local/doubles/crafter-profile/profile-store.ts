import { randomBytes } from 'node:crypto';
import { crafterHash, isCrafterHashOf } from '#infra/local/doubles/crafter-hash.ts';

const lockMilliseconds = 10 * 60 * 1000;

export type AttributeValues = { [name: string]: unknown };

export type Permission = { allowedActions: readonly string[] };

export type AttributeDefinition = { name: string; permissions: readonly (Permission & { application: string })[] };

export type Tenant = { name: string; availableRoles: readonly string[]; attributeDefinitions: AttributeDefinition[] };

export type AccessToken = {
  id: string;
  application: string;
  /** May administer access tokens. */
  master: boolean;
  tenantPermissions: readonly (Permission & { tenant: string })[];
  /** Epoch milliseconds, or null for never. */
  expiresOn: number | null;
};

/** A profile as the database holds it. Times are epoch milliseconds. */
export type ProfileRow = {
  id: string;
  username: string;
  /** Null for a profile that single sign-on created. */
  password: string | null;
  email: string;
  verified: boolean;
  enabled: boolean;
  createdOn: number;
  lastModified: number;
  tenant: string;
  roles: string[];
  attributes: AttributeValues;
  failedLoginAttempts: number;
  lastFailedLogin: number;
};

export type VerificationToken = { id: string; tenant: string; profileId: string; timestamp: number };

export type NewProfile = { tenant: string; username: string; password: string | null } & Partial<Omit<ProfileRow, 'password'>>;

/** What the database of a Crafter Profile holds. */
export class ProfileStore {
  readonly tenants = new Map<string, Tenant>();
  readonly accessTokens = new Map<string, AccessToken>();
  readonly profiles = new Map<string, ProfileRow>();
  readonly verificationTokens = new Map<string, VerificationToken>();
  /** How many writes of a profile there were. */
  writes = 0;
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Whole milliseconds, which is what the database keeps. */
  now(): number {
    return Math.floor(this.#now());
  }

  createProfile({ password, ...given }: NewProfile, hash = crafterHash): ProfileRow {
    const row: ProfileRow = {
      id: randomBytes(12).toString('hex'),
      email: `${given.username}@example.com`,
      verified: false,
      enabled: true,
      createdOn: this.now(),
      lastModified: this.now(),
      roles: [],
      attributes: {},
      failedLoginAttempts: 0,
      lastFailedLogin: 0,
      ...given,
      password: password === null ? null : hash(password),
    };
    this.profiles.set(row.id, row);
    return row;
  }

  /** Changes a profile in one write, which moves `lastModified`. A profile that is gone stays gone. */
  update(id: string, change: Partial<ProfileRow>): void {
    const row = this.profiles.get(id);
    if (row) {
      Object.assign(row, change, { lastModified: this.now() });
      this.writes++;
    }
  }

  findByUsername(tenant: string, username: string): ProfileRow | undefined {
    return [...this.profiles.values()].find((row) => row.tenant === tenant && row.username === username);
  }

  /** Whether too many recent failures lock the profile. */
  isLocked({ failedLoginAttempts, lastFailedLogin }: ProfileRow): boolean {
    return failedLoginAttempts > 0 && this.now() < lastFailedLogin + lockMilliseconds;
  }

  hasPassword(id: string, password: string): boolean {
    return isCrafterHashOf(this.profiles.get(id)?.password ?? null, password);
  }
}
