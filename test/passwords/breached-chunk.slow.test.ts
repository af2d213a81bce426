// It takes seconds because it builds bundles, to see what they carry of breached passwords.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';
import { bundle } from '#infra/bundle/bundle.ts';
import { holdsPassword } from '#lib/passwords/breach-filter.ts';
import { parseSettings } from '#lib/settings/settings.ts';

const id = 'crafter-studio/set-password';
const folder = mkdtempSync(join(tmpdir(), 'rekey-'));
afterAll(() => rmSync(folder, { recursive: true }));

const filesOf = (out: string) => readdirSync(join(out, id)).map((name) => join(out, id, name));
const withText = (out: string, text: string) => filesOf(out).filter((file) => readFileSync(file, 'utf8').includes(text));

describe('W1 the bundle of a function that checks passwords', () => {
  test('has neither a list nor the client of Have I Been Pwned by default', async () => {
    const out = join(folder, 'default');
    await bundle([id], out);
    expect(withText(out, 'api.pwnedpasswords.com')).toEqual([]);
    const [chunk = ''] = filesOf(out).filter((file) => /breached-passwords[^/]*$/.test(file));
    expect(await import(pathToFileURL(chunk).href)).toMatchObject({ breachedPasswords: undefined });
  });

  test('has both, in files that load when a password is checked, if the operator asks for them', async () => {
    const out = join(folder, 'both');
    await bundle([id], out, { settings: parseSettings({ REKEY_PWNED_PASSWORDS: 'fail-open' }), breachedPasswords: 'ranked' });
    const [client = ''] = withText(out, 'api.pwnedpasswords.com');
    expect(client).toMatch(/ask-pwned-passwords[^/]*$/);
    const [chunk = ''] = filesOf(out).filter((file) => /breached-passwords[^/]*$/.test(file));
    const { breachedPasswords } = await import(pathToFileURL(chunk).href);
    const filter = Buffer.from(breachedPasswords, 'base64');
    expect(['password1', 'dragon', 'trustno1'].every((password) => holdsPassword(filter, password))).toBe(true);
    expect(holdsPassword(filter, 'a phrase that nobody stole')).toBe(false);
  });
});
