import { describe, expect, test } from '@jest/globals';
import { type Filled, forgotPage, sentPage } from '#lib/page/forgot-page.ts';
import { readerOf } from '#lib/page/reader.ts';
import { parseSettings } from '#lib/settings/settings.ts';
import { englishReader } from './english-reader.ts';

const formOf = async (filled?: Filled) => forgotPage(await englishReader({ REKEY_INSTANCE_NAME: 'Example CDN' }), filled);
const fieldIn = (markup: string) => /<input id="identifier"[^>]*>/s.exec(markup)?.[0] ?? '';
const labelIn = (markup: string) => /<label for="identifier">(.*?)<\/label>/.exec(markup)?.[1];
const radiosIn = (markup: string) => markup.match(/<input type="radio"[^>]*>/g) ?? [];
const actionIn = (markup: string) => /<form method="post" action="([^"]*)"/.exec(markup)?.[1];

describe('a form that nobody has sent yet', () => {
  test('has its name as its title, an empty field, no fault, and may be sent to its own site only', async () => {
    const { title, main, formAction } = await formOf();
    expect({ title, formAction }).toEqual({ title: 'Forgot your password?', formAction: "'self'" });
    expect(fieldIn(main.markup)).toContain('value=""');
    expect(main.markup).not.toMatch(/fault|aria-invalid|autofocus|checked/);
  });

  test('asks which product the account is of, and says what each product wants to know', async () => {
    const { markup } = (await formOf()).main;
    expect(radiosIn(markup).map((radio) => /value="([^"]*)"/.exec(radio)?.[1])).toEqual(['crafter-studio', 'traffic-ops']);
    expect([...markup.matchAll(/<span>(.*?)<\/span>/g)].map(([, label]) => label)).toEqual([
      '<b><bdi>Crafter Studio</bdi></b> <small>Enter your username</small>',
      '<b><bdi>Example CDN</bdi></b> <small>Enter your email address</small>',
    ]);
    expect(labelIn(markup)).toBe('Username or email address');
    expect(actionIn(markup)).toBe('?');
  });

  test.each([
    ['crafter-studio', 'Crafter Studio', 'Username', 'autocomplete="username"', 'inputmode="text"'],
    ['traffic-ops', 'Example CDN', 'Email address', 'autocomplete="email"', 'inputmode="email"'],
  ])('about %s only names the product and asks for what that product knows', async (only, product, label, ...hints) => {
    const { markup } = (await formOf({ only })).main;
    expect(radiosIn(markup)).toEqual([]);
    expect(markup).toContain(`<strong>${product}</strong><input type="hidden" name="realm" value="${only}">`);
    expect(labelIn(markup)).toBe(label);
    for (const hint of hints) {
      expect(fieldIn(markup)).toContain(hint);
    }
    expect(actionIn(markup)).toBe(`?realm=${only}`);
  });

  test('about both products lets a phone offer names and the keyboard for addresses', async () => {
    const field = fieldIn((await formOf()).main.markup);
    expect(field).toContain('autocomplete="username"');
    expect(field).toContain('inputmode="email"');
  });
});

describe('a form that comes back', () => {
  test('has what the person chose and typed, as text', async () => {
    const { markup } = (await formOf({ chosen: 'traffic-ops', identifier: '"><b>' })).main;
    expect(radiosIn(markup).map((radio) => / checked/.test(radio))).toEqual([false, true]);
    expect(fieldIn(markup)).toContain('value="&quot;&gt;&lt;b&gt;"');
  });

  test.each([
    ['noUsername', 'Enter your username.'],
    ['badUsername', 'A username has no spaces and at most 255 characters. Check what you entered.'],
    ['noAddress', 'Enter your full email address, like name@example.com.'],
  ] as const)('with the fault %s says so in its title and beside its field, which takes the focus', async (fault, reason) => {
    const { title, main } = await formOf({ fault });
    expect(title).toBe(`${reason} – Forgot your password?`);
    expect(main.markup).toContain(`<p id="fault" role="alert">${reason}</p>`);
    expect(fieldIn(main.markup)).toMatch(/ aria-invalid="true" aria-describedby="fault" autofocus>$/);
    expect(main.markup.match(/autofocus/g)).toHaveLength(1);
    expect(main.markup.match(/aria-invalid/g)).toHaveLength(1);
  });

  test('without a product marks the choice, whose first product takes the focus, and not the field', async () => {
    const { markup } = (await formOf({ fault: 'nameNoAccount' })).main;
    expect(markup).toContain('<fieldset role="radiogroup" aria-invalid="true" aria-describedby="fault">');
    expect(radiosIn(markup).map((radio) => / autofocus/.test(radio))).toEqual([true, false]);
    expect(fieldIn(markup)).not.toMatch(/aria-invalid|autofocus/);
  });
});

test('E1 the answer to a request says how long a link lives, whether or not there is an account, and leads back', async () => {
  const reader = await englishReader({ REKEY_TOKEN_LIFETIME_MINUTES: '90' });
  const { title, main, formAction, script } = sentPage(reader, 'traffic-ops');
  expect(title).toBe('Check your email');
  expect(main.markup).toContain('If an account exists with these details');
  expect(main.markup).toMatch(/expires in <bdi>(90 minutes|1 hour,? (and )?30 minutes)<\/bdi>/);
  expect(main.markup).toContain('No email after a few minutes?');
  expect(main.markup).toContain('href="?realm=traffic-ops"');
  expect({ formAction, script }).toEqual({ formAction: undefined, script: undefined });
});

describe('if the operator has only one product', () => {
  const ofStudio = () => englishReader({ REKEY_ONLY_PRODUCT: 'crafter-studio', REKEY_INSTANCE_NAME: 'Example CDN' });

  test('the form asks about that product, without a question and without a query', async () => {
    const { markup } = forgotPage(await ofStudio()).main;
    expect(radiosIn(markup)).toEqual([]);
    expect(markup).toContain('<strong>Crafter Studio</strong><input type="hidden" name="realm" value="crafter-studio">');
    expect(actionIn(markup)).toBe('?');
  });

  test('an address that names another product still asks about that one', async () => {
    const { markup } = forgotPage(await ofStudio(), { only: 'traffic-ops' }).main;
    expect(markup).toContain('<strong>Example CDN</strong>');
    expect(actionIn(markup)).toBe('?realm=traffic-ops');
  });
});

test('the language that a person chose stays when they send the form and when they go back', async () => {
  const event = { headers: { 'accept-language': 'en' }, rawQueryString: 'lang=de&realm=traffic-ops' };
  const reader = await readerOf(event, parseSettings({}));
  expect(actionIn(forgotPage(reader, { only: 'traffic-ops' }).main.markup)).toBe('?realm=traffic-ops&amp;lang=de');
  expect(sentPage(reader, 'traffic-ops').main.markup).toContain('href="?realm=traffic-ops&amp;lang=de"');
});
