import { afterEach, beforeEach } from '@jest/globals';
import { permissionSets, serviceUser } from '#infra/local/doubles/traffic-ops/seed-traffic-ops.ts';
import { mintCookie } from '#infra/local/doubles/traffic-ops/session-cookie.ts';
import { startTrafficOpsDouble, type TrafficOpsDouble } from '#infra/local/doubles/traffic-ops/start-traffic-ops-double.ts';
import type { TmUser } from '#infra/local/doubles/traffic-ops/traffic-ops-store.ts';

export type Row = { readonly [key: string]: unknown };

export type Options = { as?: string | null; cookie?: string; body?: unknown; headers?: { [name: string]: string } };

export type Answered = {
  status: number;
  text: string;
  /** The first alert's text. */
  alert: unknown;
  response: Row;
  /** The response, if it is a list. */
  rows: readonly Row[];
  cookies: string[];
  headers: Headers;
};

export const versions = ['3.0', '3.1', '4.0', '4.1', '5.0'] as const;
/** 4.1 has the handlers of 4.0. */
export const currentVersions = ['4.0', '5.0'] as const;

/** What the tests of one file work with: a fresh double for each test, and a clock that only moves when it is told to. */
export class TrafficOpsBench {
  #double: TrafficOpsDouble | undefined;
  /** Epoch milliseconds. */
  now = 0;

  constructor() {
    beforeEach(async () => {
      this.now = Date.UTC(2026, 0, 2);
      this.#double = await startTrafficOpsDouble({ now: () => this.now, scryptCost: 2 });
      this.now += 0.001;
    });
    afterEach(() => this.double.stop());
  }

  get double(): TrafficOpsDouble {
    if (this.#double === undefined) {
      throw new Error('the double runs only in tests');
    }
    return this.#double;
  }

  /** Sends `GET /api/5.0/users`, with the cookie of `as`, the service user if absent. */
  async call(line: string, { as = serviceUser, cookie, body, headers }: Options = {}): Promise<Answered> {
    const [method, path] = line.split(' ');
    const value = cookie ?? (as === null ? undefined : this.cookieOf(as));
    const response = await fetch(`${this.double.url}/api/${path}`, {
      method: `${method}`,
      headers: { ...(value !== undefined && { cookie: `mojolicious=${value}` }), ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const parsed = Object(text.startsWith('{') ? JSON.parse(text) : {});
    return {
      status: response.status,
      text,
      alert: parsed.alerts?.[0]?.text,
      response: Object(parsed.response),
      rows: [parsed.response].flat(),
      cookies: response.headers.getSetCookie(),
      headers: response.headers,
    };
  }

  cookieOf(username: string): string {
    return mintCookie(this.double.secret, username, Math.floor(this.now / 1000) + 60);
  }

  user(username: string): TmUser {
    const user = this.double.store.findUser(username);
    if (user === undefined) {
      throw new Error(`no user ${username}`);
    }
    return user;
  }

  /** The row as `GET users` lists it, which a caller sends back. */
  async row(username: string): Promise<Row> {
    return (await this.call(`GET 5.0/users?username=${username}`)).rows[0] ?? {};
  }

  /** `PUT users/{id}` of the row with these changes. */
  async put(username: string, change: object, options: Options & { version?: string } = {}): Promise<Answered> {
    const body = { ...(await this.row(username)), ...change };
    return this.call(`PUT ${options.version ?? '5.0'}/users/${this.user(username).id}`, { body, ...options });
  }

  logIn(u: string, p: string): Promise<Answered> {
    return this.call('POST 5.0/user/login', { as: null, body: { u, p } });
  }

  tag(username: string, plusNanoseconds = 0n): string {
    return `"v1-${(this.user(username).lastUpdated * 1000n + plusNanoseconds).toString(36)}"`;
  }

  /** A user with a role of these permissions. */
  createCaller(permissions: readonly string[], username = 'caller', tenantId = 1): string {
    const role = this.double.store.createRole(`role of ${username}`, permissions);
    this.double.store.createUser({ username, role: role.name, tenantId });
    return username;
  }
}

export const { readOnly, operations, everything } = permissionSets;
