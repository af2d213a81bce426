import { afterEach, beforeEach, expect } from '@jest/globals';
import { type StudioDouble, startStudioDouble } from '#infra/local/doubles/crafter-studio/start-studio-double.ts';
import type { StudioUserRow } from '#infra/local/doubles/crafter-studio/studio-store.ts';

/** A password that is strong enough. */
export const long = 'a new pass phrase';

export const ok = '"response":{"code":0,"message":"OK","remedialAction":"","documentationUrl":""}';

export const jane = {
  ...{ id: 5, username: 'jane.doe', firstName: 'Jane', lastName: 'Doe', externallyManaged: false },
  ...{ email: 'jane.doe@example.com', enabled: true },
};

export type Options = { token?: string | null; body?: unknown; headers?: { [name: string]: string } };

export type Answered = { status: number; text: string; body: Record<string, unknown> };

/** What the tests of one file work with: a fresh double for each test, and a clock that only moves when it is told to. */
export class StudioBench {
  #double: StudioDouble | undefined;
  /** Epoch milliseconds. */
  now = 0;

  constructor() {
    beforeEach(async () => {
      this.now = Date.UTC(2026, 0, 2);
      this.#double = await startStudioDouble({ now: () => this.now });
    });
    afterEach(() => this.double.stop());
  }

  get double(): StudioDouble {
    if (this.#double === undefined) {
      throw new Error('the double runs only in tests');
    }
    return this.#double;
  }

  /** Sends `GET /users`, with the service user's token if no other is given. */
  async call(line: string, { token = this.double.serviceToken, body, headers }: Options = {}): Promise<Answered> {
    const [method, path] = line.split(' ');
    const response = await fetch(`${this.double.url}/api/2${path}`, {
      method: `${method}`,
      headers: { ...(token !== null && { authorization: `Bearer ${token}` }), ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, text, body: text.startsWith('{') ? JSON.parse(text) : {} };
  }

  /** An administrator's reset of this user. */
  reset(username: string, options: Options = {}): Promise<Answered> {
    return this.call(`POST /users/${username}/reset_password`, { body: { username, new: long }, ...options });
  }

  user(username: string): StudioUserRow {
    const user = this.double.find(username);
    if (user === undefined) {
      throw new Error(`no user ${username}`);
    }
    return user;
  }
}

/** What an answer with this code looks like. */
export const envelope = (code: number, more: object = {}) => ({ body: { ...more, response: expect.objectContaining({ code }) } });
