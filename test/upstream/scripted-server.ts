import type { ProductServer, ServerAccount, ServerWrite } from '#lib/upstream/product-server.ts';

/** What happens to one attempt to set a password: done and answered, done without an answer, not done and without an answer, or as given. */
export type Script = 'done' | 'answer-lost' | 'request-lost' | ServerWrite | Error;

export const person: ServerAccount = {
  realm: 'crafter-profile',
  id: '5f0000000000000000000001',
  username: 'jane.doe',
  email: 'jane@example.com',
  enabled: true,
  externallyManaged: false,
  tenant: 'sample-tenant',
  createdOn: 1,
  lastModified: 2,
  details: {},
};

/** A product's server with one account, whose attempts to set a password go as a test says. */
export class ScriptedServer implements ProductServer {
  account: ServerAccount | undefined = person;
  password = 'the old password';
  /** Every call, in order. */
  readonly calls: string[] = [];
  /** For the next attempts to set a password. Then all of them are done. */
  readonly scripts: Script[] = [];
  /** What each question to the witness gets. Absent: the truth. */
  readonly testimonies: ('set' | 'not-set' | 'unknown')[] = [];
  readFailure: Error | undefined;
  /** Runs in the middle of each attempt to set a password. */
  meanwhile: () => unknown = () => undefined;
  readonly #showsChanges: boolean;
  #changes = 0;

  /** @param showsChanges false: the server shows nothing of a password change, as Studio */
  constructor({ showsChanges }: { showsChanges: boolean }) {
    this.#showsChanges = showsChanges;
  }

  /** Also if the password stays the same. */
  change(password: string): void {
    this.password = password;
    this.#changes++;
  }

  async find(id: string): Promise<ServerAccount | undefined> {
    this.calls.push('read');
    if (this.readFailure) {
      throw this.readFailure;
    }
    return this.account?.id === id ? this.account : undefined;
  }

  async findByAddress(): Promise<readonly ServerAccount[]> {
    return [];
  }

  async fingerprint(): Promise<string> {
    return this.#showsChanges ? `change.${this.#changes}` : '';
  }

  async findUnchanged(id: string, fingerprint: string): Promise<ServerAccount | undefined> {
    const found = await this.find(id);
    return fingerprint === '' || fingerprint === (await this.fingerprint()) ? found : undefined;
  }

  showsEveryChange(fingerprint: string): boolean {
    return fingerprint !== '';
  }

  async setPassword(_: ServerAccount, password: string): Promise<ServerWrite> {
    this.calls.push('write');
    const script = this.scripts.shift() ?? 'done';
    await this.meanwhile();
    if (script instanceof Error) {
      throw script;
    }
    if (script === 'done' || script === 'answer-lost') {
      this.change(password);
    }
    return typeof script === 'object' ? script : { outcome: script === 'done' ? 'set' : 'no-answer' };
  }

  async witness(_: ServerAccount, _fingerprint: string, password: string): Promise<'set' | 'not-set' | 'unknown'> {
    this.calls.push('witness');
    return this.testimonies.shift() ?? (this.password === password ? 'set' : 'not-set');
  }
}
