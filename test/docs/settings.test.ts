import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { defaultPasswordPolicy } from '#lib/reset/password.ts';
import { shortestSecretBytes } from '#lib/settings/setting-values.ts';
import { parseSettings, type Settings, SettingsError } from '#lib/settings/settings.ts';
import { pageOf } from './pages.ts';

type Row = { variable: string; fallback: string; meaning: string; example: string };

const rows: readonly Row[] = [...pageOf('docs/settings.md').matchAll(/^\| `(REKEY_\w+)` \| (.+?) \| (.+) \| (.+) \|$/gm)].map(
  ([, variable = '', fallback = '', meaning = '', example = '']) => ({
    variable,
    fallback,
    meaning,
    example: /`(.+)`/.exec(example)?.[1] ?? example,
  }),
);

/** The stack and the local stack alone set these. */
const internal = /_TABLE$|_CONFIGURATION_SET$|_DEMO$|_LOG$/;

/** Settings that need another one, with values that are in no example. */
const companions = {
  REKEY_PROXY_SECRET_HASHES: 'ab'.repeat(32),
  REKEY_CLIENT_ADDRESS_HEADER: 'X-Other',
  REKEY_BRAND_NAME: 'Other',
  REKEY_OIDC_ISSUER: 'https://other.example',
  REKEY_OIDC_AUDIENCE: 'other',
};

test('docs/settings.md has every setting, and no other', () => {
  const declared = readFileSync('lib/settings/settings.ts', 'utf8').match(/REKEY_[A-Z_]+/g) ?? [];
  expect(rows.map(({ variable }) => variable).toSorted()).toEqual(
    [...new Set(declared)].filter((name) => !internal.test(name)).toSorted(),
  );
});

test.each(rows)('$variable has an example that Rekey takes, and its own default', ({ variable, fallback, example }) => {
  const name = settingThatChanges({ [variable]: example });
  expect(shownDefault(parseSettings({})[name])).toContain(fallback);
});

test('docs/settings.md gives the bounds of every setting that has a range', () => {
  const ranged = rows.map((row) => ({ ...row, range: / from (\d+ to \d+)$/m.exec(faultsOf({ [row.variable]: 'x' }))?.[1] }));
  expect(ranged.filter(({ range }) => range !== undefined)).toHaveLength(6);
  expect(ranged.filter(({ meaning, range = '' }) => !meaning.includes(range))).toEqual([]);
});

test('docs/settings.md gives the bounds that are not ranges', () => {
  const page = pageOf('docs/settings.md');
  const bound = (variable: string, value: string) =>
    /[\d,.]+(?: to 1)?/.exec(
      faultsOf({ [variable]: value })
        .split('must')
        .at(-1) ?? '',
    )?.[0];
  expect(page).toContain(`${shortestSecretBytes} bytes or more`);
  expect(page).toContain(`at most ${bound('REKEY_BRAND_NAME', 'x'.repeat(1e4))} characters`);
  expect(page).toContain(
    `at most ${Number(bound('REKEY_BRAND_LOGO', `data:image/png;base64,${'A'.repeat(1e4)}`)).toLocaleString('en')} characters`,
  );
  expect(page).toContain(`must be ${bound('REKEY_BRAND_COLOR', '#ffffff')}`);
  const policies = JSON.stringify({ 'crafter-studio': { minimumCharacters: 1000 } });
  expect(page).toContain(`\`minimumCharacters\` is ${/\d+ to \d+/.exec(faultsOf({ REKEY_PASSWORD_POLICIES: policies }))}`);
  expect(page).toMatch(
    new RegExp(
      `${faultsOf({ REKEY_LANGUAGE: 'x' })
        .split('one of ')
        .at(-1)
        ?.split(', ')
        .map((tag) => `\`${tag}\``)
        .join('(?:, | or )')}`,
    ),
  );
});

function settingThatChanges(given: { [variable: string]: string }): keyof Settings {
  const before = new Map(Object.entries(parseSettings(companions)));
  const changed = Object.entries(parseSettings({ ...companions, ...given })).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(before.get(name)),
  );
  expect(changed).toHaveLength(1);
  // The keys of parsed settings are the names of settings.
  return changed[0]?.[0] as keyof Settings;
}

function shownDefault(value: Settings[keyof Settings]): string[] {
  if (value === null) {
    return ['none', 'none; a demo address on your machine', "the API's own address", "Rekey's own page"];
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? ['none'] : [`\`${value.join()}\``];
  }
  if (typeof value === 'object') {
    return [`${defaultPasswordPolicy.minimumCharacters} characters, blocklist ${defaultPasswordPolicy.blocklist ? 'on' : 'off'}`];
  }
  return `${value}`.startsWith('rekey/') ? ["Rekey's own"] : [typeof value === 'number' ? `${value}` : `\`${value}\``];
}

function faultsOf(given: { [variable: string]: string }): string {
  try {
    parseSettings({ ...companions, ...given });
    return '';
  } catch (error) {
    if (error instanceof SettingsError) {
      return error.message;
    }
    throw error;
  }
}
