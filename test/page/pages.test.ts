import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { commonPasswords } from '#lib/passwords/common-passwords.ts';
import { languages } from '#lib/wording/languages.ts';
import type { GoldenRequest, GoldenResponse } from '#test/golden/exchange.ts';
import { addressOf } from '#test/golden/send-event.ts';
import type { Rekey } from '#test/security/rekey.ts';
import { startRekey } from '#test/security/start-rekey.ts';
import { callsOfPages } from './calls-of-pages.ts';

const hostile = `"><script>alert('1')</script>{product}`;

let rekey: Rekey;
beforeAll(async () => {
  rekey = await startRekey({
    REKEY_BRAND_NAME: hostile,
    REKEY_BRAND_LOGO: `data:image/png;base64,${'A'.repeat(1_900)}`,
    REKEY_TRAFFIC_OPS_NAME: hostile,
    REKEY_LANGUAGE: 'it',
    REKEY_PASSWORD_POLICIES:
      '{"traffic-ops":{"minimumCharacters":20},"traffic-ops/a secret tenant":{"minimumCharacters":12,"blocklist":false},"crafter-studio":{"minimumCharacters":15}}',
  });
});
afterAll(() => rekey.stop());

const reset = callsOfPages['page/reset-password'];
const forgot = callsOfPages['page/forgot-password'];
const ask = callsOfPages['page/ask-for-link'];
const inLanguage = (call: GoldenRequest, language: string): GoldenRequest => ({
  ...call,
  headers: { ...call.headers, 'accept-language': language },
});
const sent = (fields: { [name: string]: string }) => rekey.send({ ...ask, body: `${new URLSearchParams(fields)}` });
const headerOf = ({ headers }: GoldenResponse, name: string) => headers[name] ?? '';
const languageOf = ({ body }: GoldenResponse) => /^<html lang="([^"]+)"/m.exec(body)?.[1];
const toldBy = ({ body }: GoldenResponse) =>
  JSON.parse(
    (/data-told='([^']*)'/.exec(body)?.[1] ?? '').replace(
      /&(quot|amp|lt|gt|#39);/g,
      (_, name) => Object({ quot: '"', amp: '&', lt: '<', gt: '>', '#39': "'" })[name],
    ),
  );

describe.each(languages)('in %s', (language) => {
  test('the reset page is smaller than 30 KB and declares its language', async () => {
    const answer = await rekey.send(inLanguage(reset, language));
    expect(Buffer.byteLength(answer.body)).toBeLessThan(30_000);
    expect([languageOf(answer), headerOf(answer, 'Content-Language')]).toEqual([language, language]);
  });

  test('a form with a fault is shown again with the reason', async () => {
    const { status, body, headers } = await rekey.send(
      inLanguage({ ...ask, body: 'realm=traffic-ops&identifier=%3Cb%3E' }, language),
    );
    expect({ status, language: headers['Content-Language'] }).toEqual({ status: 400, language });
    expect(body).toContain('value="&lt;b&gt;"');
    expect(body).toMatch(/<span class="fault" id="identifier-fault">\S/);
  });
});

test('the content security policy of a page allows only its own style and script', async () => {
  const hashes = (body: string, element: string) =>
    [...body.matchAll(new RegExp(`<${element}>(.*?)</${element}>`, 'gs'))].map(
      ([, content = '']) => `'sha256-${createHash('sha256').update(content).digest('base64')}'`,
    );
  for (const call of [reset, forgot, ask]) {
    const { body, headers } = await rekey.send(call);
    const policy = new Map(
      (headers['Content-Security-Policy'] ?? '').split('; ').map((part) => part.split(/ (.*)/, 2) as [string, string]),
    );
    expect(policy.get('default-src')).toBe("'none'");
    expect(policy.get('style-src')).toBe(hashes(body, 'style').join(' '));
    expect(policy.get('script-src')).toBe(hashes(body, 'script').join(' ') || "'none'");
    expect(policy.get('connect-src')).toBe("'self'");
    expect(policy.get('img-src')).toBe('data:');
    expect(policy.get('form-action')).toBe(call === reset ? "'none'" : "'self'");
    expect([policy.get('require-trusted-types-for'), policy.get('trusted-types')]).toEqual(["'script'", "'none'"]);
    expect([policy.get('base-uri'), policy.get('frame-ancestors'), headers['X-Frame-Options']]).toEqual([
      "'none'",
      "'none'",
      'DENY',
    ]);
    expect(body).not.toMatch(/ style=| on\w+=|javascript:|https?:\/\//);
  }
});

test('M4 names that the operator sets are shown as text', async () => {
  for (const call of [
    reset,
    { ...forgot, path: '/forgot-password' },
    { ...forgot, path: '/forgot-password?realm=traffic-ops' },
  ]) {
    const { body } = await rekey.send(call);
    expect(body).not.toContain("<script>alert('1')");
    expect(body).toContain('&quot;&gt;&lt;script&gt;');
  }
});

test('the language is the reader’s, or the default of the settings', async () => {
  expect(languageOf(await rekey.send(inLanguage(forgot, 'pt-BR, en;q=0.5')))).toBe('pt');
  expect(languageOf(await rekey.send(inLanguage(forgot, 'nl')))).toBe('it');
});

test('the page requires only what every tenant’s password policy requires, and names no tenant', async () => {
  const answer = await rekey.send(inLanguage(reset, 'en'));
  expect(toldBy(answer).products).toMatchObject({
    'crafter-studio': { name: 'Crafter Studio', minimumCharacters: 15, refusesCommon: true },
    'traffic-ops': { minimumCharacters: 12, refusesCommon: false },
  });
  expect(answer.body).not.toContain('secret tenant');
});

test.each([
  ['nothing', {}],
  ['no product', { identifier: 'jane.doe' }],
  ['a product that the pages do not offer', { realm: 'crafter-profile', identifier: '59284659d4c650213cc2f3fc' }],
  ['the name of a built-in property', { realm: 'constructor', identifier: 'jane.doe' }],
  ['blanks', { realm: 'crafter-studio', identifier: ' \t' }],
  ['256 characters', { realm: 'crafter-studio', identifier: 'x'.repeat(256) }],
  ['two addresses (M1)', { realm: 'traffic-ops', identifier: 'a@example.com,b@example.com' }],
  ['a line break (M3)', { realm: 'traffic-ops', identifier: 'a@example.com\r\nBcc: b@example.com' }],
  ['invisible characters', { realm: 'crafter-studio', identifier: '\u200b\ufeff\n' }],
  ['a name with a control character, which no user can have', { realm: 'crafter-studio', identifier: 'jane\0doe' }],
  ['a name with a line break inside', { realm: 'crafter-studio', identifier: 'jane\ndoe' }],
  ['16 KiB of blanks inside (F7)', { realm: 'crafter-studio', identifier: `a${' '.repeat(16_000)}a` }],
])('a form with %s is refused, and requests no mail', async (_, fields) => {
  rekey.touched();
  expect((await sent(fields)).status).toBe(400);
  expect(rekey.touched()).toEqual([]);
});

test.each([
  ['two words', 'Jane Doe'],
  ['a no-break blank inside', 'jane\u00a0doe'],
  ['a zero-width blank inside', 'jane\u200bdoe'],
  ['a control character inside', 'jane\u0007doe'],
  ['a line break inside', 'jane\ndoe'],
  ['256 characters', 'x'.repeat(256)],
])('a name with %s cannot exist, and the page says so instead of “check your email”', async (_, identifier) => {
  rekey.touched();
  const fields = new URLSearchParams({ realm: 'crafter-studio', identifier });
  const { status, body } = await rekey.send(inLanguage({ ...ask, body: `${fields}` }, 'en'));
  expect(status).toBe(400);
  expect(body).toContain('A username has no spaces and at most 255 characters.');
  expect(body).not.toContain('maxlength');
  expect(rekey.touched()).toEqual([]);
});

test('M7 a form from another site, or from another host of this domain, requests no mail', async () => {
  rekey.touched();
  for (const site of ['cross-site', 'same-site', 'cross-site,same-origin']) {
    expect((await rekey.send({ ...ask, headers: { ...ask.headers, 'sec-fetch-site': site } })).status).toBe(403);
  }
  expect(rekey.touched()).toEqual([]);
  for (const site of ['same-origin', 'none']) {
    expect((await rekey.send({ ...ask, headers: { ...ask.headers, 'sec-fetch-site': site } })).status).toBe(200);
  }
});

test('a page about one product leads back to the form for that product', async () => {
  const path = '/forgot-password?realm=traffic-ops';
  const refused = await rekey.send({ ...ask, path, body: 'realm=traffic-ops&identifier=nobody' });
  for (const { body } of [refused, await rekey.send({ ...ask, path, body: 'realm=traffic-ops&identifier=a%40example.com' })]) {
    expect(body).toContain('="?realm=traffic-ops"');
    expect(body).not.toContain('type="radio"');
  }
});

test('the field with the fault is marked, and the page’s title begins with the fault', async () => {
  const none = (await rekey.send(inLanguage({ ...ask, body: 'identifier=jane.doe' }, 'en'))).body;
  expect(none).toContain('<fieldset role="radiogroup" aria-invalid="true" aria-describedby="realm-fault">');
  expect(none).toContain('<title>Choose which account this is for. – Forgot your password?</title>');
  const noName = (await rekey.send(inLanguage({ ...ask, body: 'realm=crafter-studio&identifier=' }, 'en'))).body;
  expect(noName).toMatch(/<input id="identifier"[^>]* aria-invalid="true" aria-describedby="identifier-fault">/);
  expect(noName).toContain('value="crafter-studio" required id="realm" checked>');
});

test.each([
  ['over 16 KiB', 413, 'x'.repeat(17_000)],
  ['that is not UTF-8', 400, Buffer.from([0xff, 0xfe])],
])('the answer to a body %s says that it could not be read', async (_, status, body) => {
  const answer = await rekey.send(inLanguage({ ...ask, body }, 'en'));
  expect(answer.status).toBe(status);
  expect(answer.body).toContain('We could not read what you sent.');
});

test('M7 blanks, line breaks and invisible characters around a name are ignored, and so is the letter case of an address', async () => {
  await rekey.world.storeAccount({ realm: 'crafter-studio', id: 'blank' });
  await rekey.world.storeAccount({ realm: 'traffic-ops', id: 'upper' });
  await rekey.deliver();
  rekey.letters();
  await sent({ realm: 'crafter-studio', identifier: '\ufeff blank\u200b\r\n' });
  await sent({ realm: 'traffic-ops', identifier: '\u00a0UPPER@example.com \u200e\n' });
  await rekey.deliver();
  expect(
    rekey
      .letters()
      .flatMap(({ to }) => to)
      .toSorted(),
  ).toEqual(['blank@example.com', 'upper@example.com']);
});

test('after too many requests the page says when to try again', async () => {
  const address = 45_000;
  await rekey.world.countRequests(`address#${addressOf(address)}`, 60);
  const answer = await rekey.send(inLanguage(ask, 'de'), address);
  expect(answer.status).toBe(429);
  expect(answer.headers['Retry-After']).toMatch(/^\d+$/);
  expect(answer.body).toMatch(/Versuchen Sie es in <bdi>\d Minuten?<\/bdi> noch einmal\./);
});

test('the page and the server use the same list of common passwords', async () => {
  const { body } = await rekey.send(callsOfPages['page/common-passwords']);
  const [common, calendar] = body.split('\n\n');
  expect(`${common}\n`).toBe(commonPasswords);
  expect(calendar?.split('\n')).toEqual(expect.arrayContaining(['sommer', 'février', '夏天']));
});
