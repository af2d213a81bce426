// It takes seconds because a real browser opens Studio's own login page, with the local stack behind it. `npm run test:studio` installs the page.
// Without it, the same requests are sent as the page's `services/auth` and `services/users` send them.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { type Stack, startStack } from '#infra/local/start-stack.ts';
import { wireWorld } from '#test/golden/wire-world.ts';
import type { World } from '#test/golden/world.ts';
import { missingBrowser, openBrowser } from '#test/page/open-browser.ts';
import { type OpenPage, openPage } from '#test/page/open-page.ts';
import { bundleLoginPage } from './bundle-login-page.ts';
import { type LoginPage, serveLoginPage } from './serve-login-page.ts';

const { STUDIO_PAGE: folder } = process.env;
const isInstalled = folder !== undefined && missingBrowser === null;
if (!isInstalled) {
  console.warn(`Studio’s own page is not tested: ${folder === undefined ? 'npm run test:studio installs it' : missingBrowser}`);
}

let loginPage: LoginPage;
let stack: Stack;
let world: World;
beforeAll(async () => {
  loginPage = await serveLoginPage(isInstalled ? await bundleLoginPage(folder) : '');
  process.env.REKEY_STUDIO_LINK = `${loginPage.url}/studio/login?token={token}`;
  stack = await startStack({ port: 0, dynamoPort: 0, inboxPort: 0, quiet: true });
  loginPage.sendTo(stack.apiUrl);
  world = wireWorld(stack);
});
afterAll(async () => {
  await loginPage?.stop();
  await stack?.stop();
});

let people = 0;

/** A user of this test's own. */
async function someone(): Promise<string> {
  people++;
  const id = `page.person${people}`;
  await world.storeAccount({ realm: 'crafter-studio', id });
  return id;
}

/** The link in the newest mail to this user. */
async function mailedLink(username: string): Promise<string> {
  const mails = await world.mailsTo(`${username}@example.com`);
  return /http:\S+\/studio\/login\?token=[\w-]{43}/.exec(mails.at(-1)?.body.text ?? '')?.[0] ?? '';
}

const phrase = 'Quixotic zebra 47 harbour';
const sentences = {
  sent: 'If the user exists, a recovery email has been sent',
  changed: 'Password successfully reset. Please login with your new password.',
  badToken: 'Token validation failed.',
  notChanged: 'Error resetting password. Token may be invalid or expired.',
};

describe('The requests of Studio’s own pages', () => {
  const xhr = { Accept: '*/*', 'X-Requested-With': 'XMLHttpRequest', 'X-XSRF-TOKEN': 'a-token', Cookie: 'XSRF-TOKEN=a-token' };
  const get = (path: string) => fetch(`${loginPage.url}${path}`, { headers: xhr });
  const post = (path: string, body: object, more: { [name: string]: string } = {}) =>
    fetch(`${loginPage.url}${path}`, {
      method: 'POST',
      headers: { ...xhr, 'Content-Type': 'application/json', ...more },
      body: JSON.stringify(body),
    });
  const users = '/studio/api/2/users';

  test('sendPasswordRecovery, validatePasswordResetToken and setPassword find what they read', async () => {
    const username = await someone();
    const asked = await get(`${users}/forgot_password?username=${username}`);
    expect({ status: asked.status, body: await asked.json() }).toMatchObject({ status: 200, body: { response: { code: 0 } } });
    const token = new URL(await mailedLink(username)).searchParams.get('token') ?? '';
    expect((await get(`${users}/validate_token?token=${token}`)).status).toBe(200);
    const set = await post(`${users}/set_password`, { token, new: phrase });
    // The page takes the call for a success only if there is a user.
    expect({ status: set.status, body: await set.json() }).toMatchObject({ status: 200, body: { user: { username } } });
    // The page tells a bad token by this status.
    expect((await get(`${users}/validate_token?token=${token}`)).status).toBe(401);
    const again = await post(`${users}/set_password`, { token, new: phrase });
    expect({ status: again.status, body: await again.json() }).toMatchObject({ status: 401, body: { response: { code: 2001 } } });
  });

  test('every refusal has a response with a message, which the pages show', async () => {
    const refusals = [
      await get(`${users}/forgot_password`),
      await get(`${users}/forgot_password?username=`),
      await get(`${users}/validate_token?token=bad`),
      await post(`${users}/set_password`, {}),
      await post(
        `${users}/jane.doe/reset_password`,
        { username: 'jane.doe', new: phrase },
        { Authorization: 'Bearer a.b.c.d.e' },
      ),
      await post(`${users}/me/change_password`, { username: 'jane.doe', current: 'old', new: phrase }),
    ];
    for (const refusal of refusals) {
      expect(refusal.status).toBeGreaterThanOrEqual(400);
      expect(await refusal.json()).toMatchObject({
        response: { code: expect.any(Number), message: expect.stringMatching(/\S/), remedialAction: expect.stringMatching(/\S/) },
      });
    }
  });
});

(isInstalled ? describe : describe.skip)('Studio’s own login page', () => {
  let browser: Browser;
  let opened: OpenPage;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    await opened?.close();
    opened = await openPage(browser);
  });

  const says = (sentence: string) => opened.page.getByText(sentence).waitFor();
  const submit = () => opened.page.getByRole('button', { name: 'Submit' });

  async function ask(username: string): Promise<void> {
    await opened.page.goto(`${loginPage.url}/studio/login`);
    await opened.page.getByText('Forgot your password?').click();
    await opened.page.locator('#recoverFormUsernameField').fill(username);
    await submit().click();
  }

  async function choose(password: string): Promise<void> {
    await opened.page.locator('#resetFormPasswordField').fill(password);
    await opened.page.locator('#resetFormPasswordConfirmField').fill(password);
  }

  test('a person asks for a mail, follows its link and chooses a password; the link works once', async () => {
    const username = await someone();
    await ask(username);
    await says(sentences.sent);
    const link = await mailedLink(username);
    await opened.page.goto(link);
    await choose('password1');
    expect(await submit().isDisabled()).toBe(true);
    await choose(phrase);
    await submit().click();
    await says(sentences.changed);
    expect(await world.passwordHash({ realm: 'crafter-studio', id: username })).toMatch(/^\$2b\$/);
    await opened.page.goto(link);
    await says(sentences.badToken);
  });

  test('an unknown user sees the same', async () => {
    await ask('nobody+here');
    await says(sentences.sent);
  });

  test('a password that the page allows and Rekey refuses leaves the link good', async () => {
    const username = await someone();
    await ask(username);
    await says(sentences.sent);
    await opened.page.goto(await mailedLink(username));
    await choose(`${phrase} `.repeat(4));
    await submit().click();
    await says(sentences.notChanged);
    await choose(phrase);
    await submit().click();
    await says(sentences.changed);
  });

  // It comes last, because the functions remember that this address is over its limit.
  test('too many requests are told in the words of Rekey', async () => {
    await world.countRequests('address#127.0.0.1', 10_000);
    await ask(await someone());
    await says('Too many requests');
  });
});
