import { afterEach, beforeEach } from '@jest/globals';
import type { ProfileRow } from '#infra/local/doubles/crafter-profile/profile-store.ts';
import { profileTokens, seededProfiles } from '#infra/local/doubles/crafter-profile/seed-profiles.ts';
import { type ProfileDouble, startProfileDouble } from '#infra/local/doubles/crafter-profile/start-profile-double.ts';

export const [john, jane, disabled, ssoOnly] = seededProfiles.map(({ id }) => id);

export type Params = { [name: string]: string } | [string, string][];

export type Answered = { status: number; body: Record<string, unknown>; text: string };

/** What the tests of one file work with: a fresh double for each test, and a clock that moves a millisecond whenever it is read. */
export class ProfileBench {
  #double: ProfileDouble | undefined;
  /** Epoch milliseconds. */
  now = 0;

  constructor() {
    beforeEach(async () => {
      this.now = Date.UTC(2026, 0, 2);
      this.#double = await startProfileDouble({ now: () => this.now++ });
    });
    afterEach(() => this.double.stop());
  }

  get double(): ProfileDouble {
    if (this.#double === undefined) {
      throw new Error('the double runs only in tests');
    }
    return this.#double;
  }

  async send(path: string, init: RequestInit): Promise<Answered> {
    const headers = { accept: 'application/json', ...init.headers };
    const response = await fetch(`${this.double.url}/api/1${path}`, { ...init, headers });
    const text = await response.text();
    return { status: response.status, text, body: text.startsWith('<') || text === '' ? {} : JSON.parse(text) };
  }

  get(path: string, params: Params = {}, token: string = profileTokens.service): Promise<Answered> {
    return this.send(`${path}?${new URLSearchParams({ accessTokenId: token })}&${new URLSearchParams(params)}`, {});
  }

  post(path: string, params: Params = {}, token: string = profileTokens.service): Promise<Answered> {
    const body = new URLSearchParams([['accessTokenId', token], ...new URLSearchParams(params)]);
    return this.send(path, { method: 'POST', body });
  }

  update(params: Params, id = john): Promise<Answered> {
    return this.post(`/profile/${id}/update`, params);
  }

  authenticate(username: string, password: string, token: string = profileTokens.application): Promise<Answered> {
    return this.post('/authentication/authenticate', { tenantName: 'sample-tenant', username, password }, token);
  }

  queried(verb: 'one' | 'count', query: object | string, params: Params = {}, token?: string): Promise<Answered> {
    const text = typeof query === 'string' ? query : JSON.stringify(query);
    return this.get(`/profile/${verb}_by_query`, { tenantName: 'sample-tenant', query: text, ...params }, token);
  }

  row(id = john): ProfileRow {
    const found = this.double.store.profiles.get(`${id}`);
    if (!found) {
      throw new Error('no such profile');
    }
    return found;
  }
}

export const refused = (status: number, errorCode: string, message: string) => ({ status, body: { errorCode, message } });

export const denied = (action: string, tenant: string) =>
  refused(403, 'ACTION_DENIED', `Current subject does not have permission to execute action "${action}" on tenant "${tenant}"`);
