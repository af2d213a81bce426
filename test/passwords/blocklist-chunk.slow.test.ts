// It takes seconds because it builds the bundles, to see that the list of passwords is loaded only when it is needed.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { bundle } from '#infra/bundle/bundle.ts';
import { commonPasswords } from '#lib/passwords/common-passwords.ts';
import { commonPasswordsBrotli } from '#lib/passwords/common-passwords-brotli.ts';
import { commonPasswordsGzip } from '#lib/passwords/common-passwords-gzip.ts';
import { routes } from '#lib/routes.ts';

const checking = routes.filter(({ hashesPasswords }) => hashesPasswords).map(({ id }) => id);
const notChecking = ['crafter-studio/forgot-password', 'traffic-ops/login-with-token', 'mail/send-reset-link'];
const folder = mkdtempSync(join(tmpdir(), 'rekey-'));
const chunksOf = (id: string) => readdirSync(join(folder, id)).filter((name) => name.startsWith('common-passwords'));
const read = (id: string, name: string) => readFileSync(join(folder, id, name), 'utf8');

const page = 'page/common-passwords';

beforeAll(() => bundle([...checking, ...notChecking, page], folder));
afterAll(() => rmSync(folder, { recursive: true }));

describe('W1 the blocklist in the bundles', () => {
  test.each(checking)('is a separate file next to %s, and loads only to check a password', async (id) => {
    const [chunk = '', ...others] = chunksOf(id);
    expect(others).toEqual([]);
    expect(read(id, 'index.mjs')).toContain(`import("./${chunk}")`);
    expect(read(id, 'index.mjs')).not.toMatch(/qwertyuiop|from"\.\/common-passwords/);
  });

  test('contains the passwords and not the package that ranks them', async () => {
    const [id = ''] = checking;
    const [chunk = ''] = chunksOf(id);
    expect(statSync(join(folder, id, chunk)).size).toBeLessThan(commonPasswords.length + 200);
    expect(await import(pathToFileURL(join(folder, id, chunk)).href)).toMatchObject({ commonPasswords });
  });

  test('is next to the page’s function in each compressed form, which loads when it is asked for, and not as it is', async () => {
    const chunks = chunksOf(page);
    const values = await Promise.all(chunks.map((chunk) => import(pathToFileURL(join(folder, page, chunk)).href)));
    expect(Object.assign({}, ...values)).toEqual({ commonPasswordsBrotli, commonPasswordsGzip });
    for (const chunk of chunks) {
      expect(read(page, 'index.mjs')).toContain(`import("./${chunk}")`);
      expect(read(page, 'index.mjs')).not.toContain(`from"./${chunk}"`);
    }
    const bytes = chunks.reduce((sum, chunk) => sum + statSync(join(folder, page, chunk)).size, 0);
    expect(bytes).toBeLessThan(commonPasswords.length);
  });

  test.each(notChecking)('is not next to %s', (id) => {
    expect(chunksOf(id)).toEqual([]);
  });
});
