// It takes seconds because a real browser does what a person does who tries npm run start:upstream.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { seededPeople } from '#infra/local/doubles/seeded-people.ts';
import { readMails } from '#infra/local/inbox/read-mails.ts';
import { startUpstreamStack, type UpstreamStack } from '#infra/local/start-upstream-stack.ts';
import type { Realm } from '#lib/reset/ports.ts';
import { missingBrowser, openBrowser } from './open-browser.ts';
import { expectAccessible, expectToFit, openPage } from './open-page.ts';

const port = { number: 0, variable: 'PORT' };
const newPassword = 'a very new pass phrase';

(missingBrowser === null ? describe : describe.skip)('the start page in front of the stand-ins', () => {
  let browser: Browser;
  let stack: UpstreamStack;

  beforeAll(async () => {
    const ports = { 'crafter-profile': port, 'crafter-studio': port, 'traffic-ops': port };
    stack = await startUpstreamStack({ port: 0, dynamoPort: 0, inboxPort: 0, quiet: true }, ports);
    browser = await openBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  test.each([320, 1000])(
    'is accessible with every form used, and requests nothing from another origin: %d pixels',
    async (width) => {
      const { page, requests, complaints, close } = await openPage(browser, { viewport: { width, height: 800 } });
      await page.goto(stack.apiUrl);
      for (const realm of ['crafter-profile', 'crafter-studio', 'traffic-ops'] as const) {
        const [{ username = '', password = '' } = {}] = seededPeople[realm];
        await logIn(page, realm, username, password);
        await formOf(page, realm).getByText(`This password logs ${username} in.`).waitFor();
        await logIn(page, realm, username, 'a wrong pass phrase');
        await formOf(page, realm).getByText(`This password does not log ${username} in.`).waitFor();
      }
      await expectToFit(page);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await expectAccessible(page);
      }
      expect(complaints).toEqual([]);
      expect(new Set(requests.map((request) => new URL(request.url).origin))).toEqual(new Set([stack.apiUrl]));
      await close();
    },
  );

  test('a person can log in with the keyboard alone, and the focus stays on the button', async () => {
    const { page, close } = await openPage(browser);
    await page.goto(stack.apiUrl);
    await formOf(page, 'traffic-ops').getByLabel('Username').focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('jane.doe');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('jane-old-pw-1');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await formOf(page, 'traffic-ops').getByText('This password logs jane.doe in.').waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('log-in-traffic-ops');
    await close();
  });

  test.each([
    { realm: 'crafter-studio', username: 'john.smith', name: 'john.smith' },
    { realm: 'traffic-ops', username: 'admin', name: 'admin@example.com' },
    { realm: 'crafter-profile', username: 'jane.doe', name: 'Jane.Doe@example.com' },
  ] as const)(
    'U1 a person resets a password in the browser and sees the first one fail and the new one work: $realm',
    async ({ realm, username, name }) => {
      const { page, complaints, close } = await openPage(browser);
      const { email = '', password = '' } = seededPeople[realm].find((person) => person.username === username) ?? {};
      await page.goto(stack.apiUrl);
      await formOf(page, realm).getByRole('link', { name: 'forgot-password page' }).click();
      await page.getByRole('textbox').fill(name);
      await page.getByRole('button', { name: 'Email me a link' }).click();
      await page.getByRole('heading', { name: 'Check your email' }).waitFor();
      await page.goto(await linkTo(email));
      await page.locator('#password').fill(newPassword);
      await page.getByRole('button', { name: 'Set new password' }).click();
      await page.getByRole('heading', { name: 'Your password was changed' }).waitFor();

      await page.goto(stack.apiUrl);
      await logIn(page, realm, username, password);
      await formOf(page, realm).getByText(`This password does not log ${username} in.`).waitFor();
      await logIn(page, realm, username, newPassword);
      await formOf(page, realm).getByText(`This password logs ${username} in.`).waitFor();
      expect(complaints).toEqual([]);
      await close();
    },
  );

  test('U1 the buttons of the documented calls set the password that logs in at Crafter Profile', async () => {
    const { page, close } = await openPage(browser);
    await page.goto(stack.apiUrl);
    for (const path of ['/reset_password', '/api/1/profile/change_password']) {
      const step = page.locator('details.step').filter({ has: page.locator('summary', { hasText: path }) });
      // The answer to the first call opens the second one.
      await step.first().getByRole('button', { name: 'Send' }).click();
      await step.first().getByText('200 OK').first().waitFor();
    }
    await logIn(page, 'crafter-profile', 'john.doe', 'john-old-pw-1');
    await formOf(page, 'crafter-profile').getByText('This password does not log john.doe in.').waitFor();
    await logIn(page, 'crafter-profile', 'john.doe', 'test123');
    await formOf(page, 'crafter-profile').getByText('This password logs john.doe in.').waitFor();
    await close();
  });

  async function linkTo(address: string): Promise<string> {
    await stack.streams.idle();
    const mails = await readMails(stack.inboxUrl);
    return mails.findLast(({ to, reset }) => to.includes(address) && reset)?.reset?.link ?? `no mail with a link to ${address}`;
  }
});

const formOf = (page: Page, realm: Realm) => page.locator(`[data-login="${realm}"]`);

async function logIn(page: Page, realm: Realm, username: string, password: string): Promise<void> {
  const form = formOf(page, realm);
  await form.getByLabel('Username').fill(username);
  await form.getByLabel('Password').fill(password);
  await form.getByRole('button', { name: /^Log in/ }).click();
}
