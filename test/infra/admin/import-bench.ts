import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll } from '@jest/globals';
import bcrypt from 'bcryptjs';
import { dynamoAccounts } from '#lib/dynamo/dynamo-accounts.ts';
import { type ImportedAccount, readImported } from '#lib/dynamo/operator/import-account.ts';
import { operatorClient } from '#lib/dynamo/operator/operator-client.ts';
import type { Accounts, Realm } from '#lib/reset/ports.ts';
import { type Database, startDatabase } from '#test/start-database.ts';
import { pointAt, type Ran, runWords } from './run-words.ts';

type Result = Ran & { writes: number; counts: { [name: string]: unknown } };

/** Runs imports against a database of its own, which lives as long as the tests of the file. */
export function importBench() {
  let database: Database;
  let folder: string;
  let accounts: Accounts;
  let writes = 0;
  let beforeNextWrite: (() => Promise<unknown>) | undefined;

  beforeAll(async () => {
    database = await startDatabase();
    pointAt({ databaseUrl: database.endpoint });
    folder = await mkdtemp(join(tmpdir(), 'rekey-import-'));
    accounts = dynamoAccounts(database.settings, { hashPassword: (password) => bcrypt.hash(password, 4) });
    operatorClient().middlewareStack.add(
      (next, { commandName }) =>
        async (request) => {
          if (/^(Put|Update)Item/.test(`${commandName}`)) {
            writes++;
            const work = beforeNextWrite;
            beforeNextWrite = undefined;
            await work?.();
          }
          return next(request);
        },
      { step: 'initialize', name: 'watch-writes' },
    );
  });
  afterEach(() => {
    beforeNextWrite = undefined;
  });
  afterAll(async () => {
    operatorClient().destroy();
    await database.stop();
    await rm(folder, { recursive: true });
  });

  const path = () => join(folder, 'accounts.jsonl');

  async function importText(realm: Realm, text: string | Buffer, ...options: string[]): Promise<Result> {
    await writeFile(path(), text);
    const before = writes;
    const ran = await runWords(['accounts', 'import', path(), '--realm', realm, '--json', ...options]);
    return { ...ran, writes: writes - before, counts: ran.out === '' ? {} : JSON.parse(ran.out) };
  }

  return {
    database: () => database,
    accounts: () => accounts,
    folder: () => folder,
    path,
    writes: () => writes,
    /** The work runs once, before the next write reaches the database. */
    beforeNextWrite(work: () => Promise<unknown>) {
      beforeNextWrite = work;
    },
    importText,
    importLines: (realm: Realm, lines: readonly object[], ...options: string[]) =>
      importText(realm, lines.map((line) => `${JSON.stringify(line)}\n`).join(''), ...options),
    /** The lines of the report. */
    async badLines() {
      const text = await readFile(`${path()}.bad-lines.jsonl`, 'utf8');
      return text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
    },
    async stored(realm: Realm, id: string): Promise<ImportedAccount> {
      const found = (await readImported(database.settings, [{ realm, id }])).get(id);
      if (found === undefined) {
        throw new Error(`no account ${realm} ${id}`);
      }
      return found;
    },
  };
}

let made = 0;

/** A row of Studio's table for another person each time. */
export function studioRow(differences: object = {}) {
  const username = `person${++made}`;
  return { username, email: `${username}@example.com`, enabled: 1, externally_managed: 0, first_name: 'Jane', ...differences };
}
