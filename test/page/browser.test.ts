import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import bcrypt from 'bcryptjs';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { languages } from '#lib/wording/languages.ts';
import { missingBrowser, openBrowser } from './open-browser.ts';
import { type Served, servePages } from './serve-pages.ts';
import { expectAccessible, expectToFit, visit } from './visit.ts';

const phrase = 'correct horse battery staple';
const people = [
  {
    product: 'Crafter Studio',
    account: { realm: 'crafter-studio', id: 'page.bob' },
    choice: /Crafter Studio/,
    name: 'page.bob',
    subject: 'Forgot Password',
  },
  {
    product: 'Traffic Ops',
    account: { realm: 'traffic-ops', id: 'page-eve' },
    choice: /Traffic Ops/,
    name: 'Page-Eve@example.com',
    subject: 'Traffic Ops Password Reset Request',
  },
] as const;

if (missingBrowser !== null) console.warn(`the tests of the pages in a browser are ${missingBrowser}`);

(missingBrowser === null ? describe : describe.skip)('in a browser', () => {
  let browser: Browser;
  let served: Served;
  const tokens: string[] = [];

  beforeAll(async () => {
    [browser, served] = await Promise.all([openBrowser(), servePages()]);
    const user = { id: 7, role: 'operations', roleId: 3, tenantId: 1 };
    for (const { account } of people) await served.world.storeAccount({ ...account, details: user });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    served?.stop();
  });

  const open = (options?: BrowserContextOptions) => visit(browser, options);
  const url = (path: string) => `${served.world.baseUrl}${path}`;

  test.each(people)(
    'K11 forgot, the mail, its link, a new password, done: $product',
    async ({ account, choice, name, subject, product }) => {
      const { page, requests, complaints, close } = await open();
      await page.goto(url('/forgot-password'));
      await page.getByLabel(choice).check();
      await page.getByLabel('Username or mail address').fill(name);
      await page.getByRole('button', { name: 'Send me the link' }).click();
      await page.getByRole('heading', { name: 'Look into your mailbox' }).waitFor();

      const mails = await served.world.mailsTo(`${account.id}@example.com`);
      const link =
        /http:\S+\/reset-password#\S+/.exec(mails.find((mail) => mail.subject === subject)?.body.text ?? '')?.[0] ?? '';
      const token = /token=([\w-]{43})$/.exec(link)?.[1] ?? 'none';
      for (let time = 0; time < 3; time++) {
        await page.goto('about:blank');
        await page.goto(link);
        await page.getByRole('heading', { name: 'Choose a new password' }).waitFor();
      }
      expect(page.url()).toBe(url('/reset-password'));
      await page.getByLabel('New password').fill(phrase);
      await page.getByRole('button', { name: 'Set the new password' }).click();
      await page.getByRole('heading', { name: 'Your password was changed' }).waitFor();
      expect(await page.getByText(`Sign in to ${product}`).isVisible()).toBe(true);
      expect(await bcrypt.compare(phrase, await served.world.passwordHash(account))).toBe(true);

      await page.goto('about:blank');
      await page.goto(link);
      await page.getByRole('heading', { name: 'This link does not work' }).waitFor();
      await served.world.mailsTo(`${account.id}@example.com`, 2);

      expect(token).toHaveLength(43);
      expect(requests.length).toBeGreaterThan(10);
      for (const request of requests.filter((each) => each.url !== 'about:blank')) {
        expect(new URL(request.url).origin).toBe(served.world.baseUrl);
        expect(request.url.split('#')[0]).not.toContain(token);
        expect(request.referrer).not.toContain('token');
      }
      tokens.push(token);
      expect(complaints).toEqual([]);
      await close();
    },
    60_000,
  );

  test('F4 what was logged meanwhile holds neither the tokens nor the password', () => {
    expect(tokens).toHaveLength(people.length);
    expect(served.logged()).toContain('page/ask-for-link');
    for (const secret of [...tokens, phrase]) expect(served.logged()).not.toContain(secret);
  });

  const linkOf = async ({ account }: (typeof people)[number], changes: Parameters<Served['world']['token']>[1] = {}) =>
    url(`/reset-password#realm=${account.realm}&token=${await served.world.token(account, changes)}`);
  const [studio, trafficOps] = people;

  test('a person needs the keyboard alone', async () => {
    const { page, close } = await open();
    await page.goto(url('/forgot-password?realm=crafter-studio'));
    await page.keyboard.press('Tab');
    await page.keyboard.type('nobody.at.all');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Look into your mailbox' }).waitFor();
    await page.goto(await linkOf(studio));
    await page.getByLabel('New password').waitFor();
    await page.keyboard.type('short');
    await page.keyboard.press('Enter');
    expect(await page.getByRole('alert').textContent()).toContain('8 or more characters');
    expect(await page.getByLabel('New password').getAttribute('aria-invalid')).toBe('true');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    expect(await page.getByLabel('New password').getAttribute('type')).toBe('text');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Control+a');
    await page.keyboard.type(`${phrase} 2`);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Your password was changed' }).waitFor();
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Your password was changed');
    await close();
  }, 60_000);

  test('the form suits password managers, tells the policy’s reasons as one types, and lets one paste', async () => {
    const { page, close } = await open({ permissions: ['clipboard-read', 'clipboard-write'] });
    await page.goto(await linkOf(trafficOps));
    const field = page.getByLabel('New password');
    await field.waitFor();
    for (const [name, value] of Object.entries({ autocomplete: 'new-password', minlength: '8', type: 'password' })) {
      expect(await field.getAttribute(name)).toBe(value);
    }
    expect(await page.getByLabel('Username').inputValue()).toBe('page-eve');
    expect(await page.getByLabel('Username').getAttribute('autocomplete')).toBe('username');
    const alert = page.getByRole('alert');
    const rule = page.getByText('8 or more characters');
    await page.waitForFunction(
      'performance.getEntriesByName(new URL("reset-password/common-passwords.txt", location.href).href).length > 0',
    );
    await field.fill('PassWord1');
    await page.getByText('That is one of the most common passwords').waitFor();
    expect(await page.locator('output').textContent()).toBe('very weak');
    await field.fill('Page-EVE');
    expect(await alert.textContent()).toBe('That is your username');
    await field.fill('ü'.repeat(37));
    expect(await alert.textContent()).toMatch(/too long/);
    await field.fill('1234567');
    expect(await rule.getAttribute('data-met')).toBe('false');
    await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(phrase)})`);
    await field.fill('');
    await field.press('Control+v');
    expect(await field.inputValue()).toBe(phrase);
    expect(await rule.getAttribute('data-met')).toBe('true');
    expect(await page.locator('output').textContent()).toBe('very good');
    await close();
  }, 60_000);

  test('K5 what the server alone can judge is said, and the link stays good', async () => {
    const { page, close } = await open();
    await page.goto(await linkOf(studio));
    await page.getByLabel('New password').fill(studio.name);
    await page.getByRole('button', { name: 'Set the new password' }).click();
    await page.getByText('The server says: The password must not be the username.').waitFor();
    expect(await page.getByLabel('New password').inputValue()).toBe(studio.name);
    await page.getByLabel('New password').fill(`${phrase} 3`);
    await page.getByRole('button', { name: 'Set the new password' }).click();
    await page.getByRole('heading', { name: 'Your password was changed' }).waitFor();
    await close();
  }, 60_000);

  test('the link survives a reload, leaves the address bar, and gives way to another one', async () => {
    const { page, close } = await open();
    const choose = page.getByRole('heading', { name: 'Choose a new password' });
    await page.goto(await linkOf(trafficOps));
    await choose.waitFor();
    await page.reload();
    await choose.waitFor();
    expect(page.url()).toBe(url('/reset-password'));
    await page.evaluate(`location.hash = 'realm=traffic-ops&token=${'A'.repeat(43)}'`);
    await page.getByRole('heading', { name: 'This link does not work' }).waitFor();
    const again = page.getByRole('link', { name: 'Ask for a new link' });
    expect(await again.getAttribute('href')).toBe('forgot-password?realm=traffic-ops');
    await again.click();
    await page.getByLabel('Mail address').waitFor();
    await close();
  }, 60_000);

  test.each([
    ['no link at all', async () => url('/reset-password')],
    ['no token', async () => url('/reset-password#realm=traffic-ops')],
    ['an unknown product', async () => url('/reset-password#realm=crafter-profile&token=x')],
    ['the name of a method', async () => url('/reset-password#realm=constructor&token=x')],
    ['an expired token', () => linkOf(studio, { expiresAt: Date.now() - 1 })],
    ['another product’s token', async () => (await linkOf(studio)).replace('crafter-studio', 'traffic-ops')],
  ])('a link with %s is refused, with a way to ask for a new one', async (_, link) => {
    const { page, complaints, close } = await open();
    await page.goto(await link());
    await page.getByRole('heading', { name: 'This link does not work' }).waitFor();
    expect(await page.getByRole('link', { name: 'Ask for a new link' }).isVisible()).toBe(true);
    expect(complaints).toEqual([]);
    await close();
  });

  test('offline, too many requests and a server error are told apart, and can be tried again with nothing lost', async () => {
    const { page, close } = await open();
    const again = page.locator('[data-state]:not([hidden]) [data-retry]');
    await page.goto(await linkOf(trafficOps));
    const field = page.getByLabel('New password');
    await field.fill(`${phrase} 4`);
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Set the new password' }).click();
    await page.getByRole('heading', { name: 'No connection' }).waitFor();
    await page.context().setOffline(false);
    await page.route('**/api/3.1/user/current', (route) => route.fulfill({ status: 500, json: { alerts: [] } }));
    await again.click();
    await page.getByRole('heading', { name: 'Something went wrong here' }).waitFor();
    await page.unrouteAll();
    await page.route('**/api/3.1/user/current', (route) =>
      route.fulfill({ status: 429, headers: { 'Retry-After': '90' }, json: { alerts: [] } }),
    );
    await again.click();
    await page.getByText('Try again in 2 minutes.').waitFor();
    await page.unrouteAll();
    await again.click();
    await page.getByRole('heading', { name: 'Your password was changed' }).waitFor();
    expect(await bcrypt.compare(`${phrase} 4`, await served.world.passwordHash(trafficOps.account))).toBe(true);
    await close();
  }, 60_000);

  test('without JavaScript the forgot page works, and the reset page says what it needs', async () => {
    const { page, close } = await open({ javaScriptEnabled: false, locale: 'de-DE' });
    await page.goto(url('/forgot-password'));
    await page.getByLabel('Traffic Ops').check();
    await page.getByLabel('Benutzername oder E-Mail-Adresse').fill('no address');
    await page.getByRole('button').click();
    await page.getByText('Geben Sie Ihre ganze E-Mail-Adresse ein').waitFor();
    expect(await page.getByLabel('Traffic Ops').isChecked()).toBe(true);
    await page.getByLabel('Benutzername oder E-Mail-Adresse').fill('nobody@example.com');
    await page.getByRole('button').click();
    await page.getByRole('heading', { name: 'Sehen Sie in Ihr Postfach' }).waitFor();
    await page.goto(await linkOf(studio));
    await page.getByText('Diese Seite braucht JavaScript').waitFor();
    await close();
  }, 60_000);

  /** Each state of the pages, as a way to get there. */
  const views: readonly (readonly [string, (link: string) => string, string])[] = [
    ['forgot', () => '/forgot-password', 'main h1'],
    ['forgot, one product', () => '/forgot-password?realm=crafter-studio', 'main h1'],
    ['choose', (link) => link, '#password'],
    ['refused', () => '/reset-password', '[data-state=link-refused]'],
  ];

  test.each(languages)(
    'every state is accessible and fits from 320 px up, in %s, by day and by night',
    async (language) => {
      const link = (await linkOf(studio)).slice(served.world.baseUrl.length);
      const { page, complaints, close } = await open({ locale: language, viewport: { width: 320, height: 640 } });
      for (const [, path, selector] of views) {
        await page.goto('about:blank');
        await page.goto(url(path(link)));
        await page.locator(selector).first().waitFor();
        await expectToFit(page);
        expect(await page.locator('html').getAttribute('lang')).toBe(language);
      }
      await page.goto(url('/reset-password'));
      // The states that a server or a network brings about, without one: a section is shown as the script shows it.
      for (const state of ['checking', 'good', 'busy', 'offline', 'failed', 'choose', 'link-refused']) {
        await page.evaluate(
          `for (const s of document.querySelectorAll('[data-state]')) s.hidden = s.dataset.state !== '${state}'`,
        );
        await expectToFit(page);
        if (language === 'en' || language === 'ar') {
          for (const colorScheme of ['light', 'dark'] as const) {
            await page.emulateMedia({ colorScheme });
            await expectAccessible(page);
          }
        }
      }
      expect(complaints).toEqual([]);
      await close();
    },
    60_000,
  );

  test.each(['light', 'dark'] as const)(
    'the forgot pages are accessible, %s',
    async (colorScheme) => {
      const { page, close } = await open({ colorScheme });
      await page.goto(url('/forgot-password'));
      await expectAccessible(page);
      await page.getByRole('button').click();
      await page.getByText('Choose which account it is.').waitFor();
      await expectAccessible(page);
      await page.getByLabel('Crafter Studio').check();
      await page.getByLabel('Username or mail address').fill('nobody');
      await page.getByRole('button').click();
      await page.getByRole('heading', { name: 'Look into your mailbox' }).waitFor();
      await expectAccessible(page);
      await close();
    },
    60_000,
  );
});
