import { describe, expect, test } from '@jest/globals';
import { type Filled, forgotPage } from '#lib/page/forgot-page.ts';
import { readerOf } from '#lib/page/reader.ts';
import { sentPage } from '#lib/page/sent-page.ts';
import { parseSettings } from '#lib/settings/settings.ts';
import { englishReader } from './english-reader.ts';

const formOf = async (filled?: Filled) => forgotPage(await englishReader({ REKEY_TRAFFIC_OPS_NAME: 'Example CDN' }), filled);
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

  const summaryIn = (markup: string) => /<div class="faults"[^>]*>.*?<\/div>/s.exec(markup)?.[0] ?? '';
  const linksIn = (markup: string) =>
    [...summaryIn(markup).matchAll(/<a href="([^"]*)">(.*?)<\/a>/g)].map(([, to, text]) => [to, text]);

  test.each([
    ['noName', 'Enter your username or email address.'],
    ['noUsername', 'Enter your username.'],
    ['badUsername', 'A username has no spaces and at most 255 characters. Check what you entered.'],
    ['noAddress', 'Enter your full email address, like name@example.com.'],
  ] as const)(
    'with the fault %s says so in its title, in a summary that takes the focus, and in its field',
    async (fault, reason) => {
      const { title, main } = await formOf({ faults: { identifier: fault } });
      expect(title).toBe(`${reason} – Forgot your password?`);
      expect(linksIn(main.markup)).toEqual([['#identifier', reason]]);
      expect(main.markup).toContain(`</label><span class="fault" id="identifier-fault">${reason}</span>`);
      expect(fieldIn(main.markup)).toMatch(/ aria-invalid="true" aria-describedby="identifier-fault">$/);
      expect(summaryIn(main.markup)).toMatch(/^<div class="faults" role="alert" tabindex="-1" autofocus>/);
      expect(main.markup.match(/autofocus/g)).toHaveLength(1);
      expect(main.markup.match(/aria-invalid/g)).toHaveLength(1);
    },
  );

  test('without a product marks the choice, whose first product the summary leads to, and not the field', async () => {
    const { markup } = (await formOf({ faults: { realm: 'nameNoAccount' } })).main;
    expect(markup).toContain('<fieldset role="radiogroup" aria-invalid="true" aria-describedby="realm-fault">');
    expect(linksIn(markup)).toEqual([['#realm', 'Choose which account this is for.']]);
    expect(radiosIn(markup).map((radio) => radio.includes(' id="realm"'))).toEqual([true, false]);
    expect(fieldIn(markup)).not.toMatch(/aria-invalid/);
  });

  test('with two faults names both at once, in the order of the form', async () => {
    const { main } = await formOf({ faults: { realm: 'nameNoAccount', identifier: 'noName' } });
    expect(linksIn(main.markup)).toEqual([
      ['#realm', 'Choose which account this is for.'],
      ['#identifier', 'Enter your username or email address.'],
    ]);
    expect(main.markup.match(/aria-invalid/g)).toHaveLength(2);
  });
});

describe('if the operator has only one product', () => {
  const ofStudio = () => englishReader({ REKEY_PRODUCTS: 'crafter-studio', REKEY_TRAFFIC_OPS_NAME: 'Example CDN' });

  test('the form asks about that product, without a question and without a query', async () => {
    const { markup } = forgotPage(await ofStudio()).main;
    expect(radiosIn(markup)).toEqual([]);
    expect(markup).toContain('<strong>Crafter Studio</strong><input type="hidden" name="realm" value="crafter-studio">');
    expect(actionIn(markup)).toBe('?');
  });

  test('an address that names a product that the operator does not have asks about that one too', async () => {
    const { markup } = forgotPage(await ofStudio(), { only: 'traffic-ops' }).main;
    expect(markup).toContain('<strong>Crafter Studio</strong>');
    expect(markup).not.toContain('Example CDN');
    expect(actionIn(markup)).toBe('?');
  });
});

test('an address that names one of the operator’s products asks about that one', async () => {
  const { markup } = (await formOf({ only: 'traffic-ops' })).main;
  expect(markup).toContain('<strong>Example CDN</strong>');
  expect(actionIn(markup)).toBe('?realm=traffic-ops');
});

test('the language that a person chose stays when they send the form and when they go back', async () => {
  const event = { headers: { 'accept-language': 'en' }, rawQueryString: 'lang=de&realm=traffic-ops' };
  const reader = await readerOf(event, parseSettings({}));
  expect(actionIn(forgotPage(reader, { only: 'traffic-ops' }).main.markup)).toBe('?realm=traffic-ops&amp;lang=de');
  const sent = sentPage(reader, { only: 'traffic-ops', realm: 'traffic-ops', typed: 'x' }).main.markup;
  expect(sent).toContain('href="?realm=traffic-ops&amp;lang=de"');
});

describe('if people of Crafter Profile ask for themselves', () => {
  const own = { REKEY_CRAFTER_PROFILE_SELF_SERVICE: 'sample-tenant', REKEY_PROFILE_NAME: 'Example Shop' };

  test('the form has their product as the last choice, and asks for the address', async () => {
    const { markup } = forgotPage(await englishReader(own)).main;
    expect(radiosIn(markup).map((radio) => /value="([^"]*)"/.exec(radio)?.[1])).toEqual([
      'crafter-studio',
      'traffic-ops',
      'crafter-profile',
    ]);
    expect(markup).toContain('<b><bdi>Example Shop</bdi></b> <small>Enter your email address</small>');
    expect(labelIn(markup)).toBe('Username or email address');
  });

  test('the form about their product only asks for the address', async () => {
    const { markup } = forgotPage(await englishReader(own), { only: 'crafter-profile' }).main;
    expect(markup).toContain('<strong>Example Shop</strong><input type="hidden" name="realm" value="crafter-profile">');
    expect(labelIn(markup)).toBe('Email address');
    expect(fieldIn(markup)).toContain('autocomplete="email" inputmode="email"');
    expect(actionIn(markup)).toBe('?realm=crafter-profile');
  });

  test('if all products ask for the address, so does the form about all', async () => {
    const { markup } = forgotPage(await englishReader({ ...own, REKEY_PRODUCTS: 'crafter-profile,traffic-ops' })).main;
    expect(radiosIn(markup)).toHaveLength(2);
    expect(labelIn(markup)).toBe('Email address');
  });
});
