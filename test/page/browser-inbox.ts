import { expect, test } from '@jest/globals';
import { expectAccessible, expectToFit } from './open-page.ts';
import type { PageBench } from './page-bench.ts';

/** Tests of the inbox of the local stack. */
export function runInbox({ open, url, served }: PageBench): void {
  const ask = async () => {
    const asked = await fetch(url('/api/5.0/user/reset_password'), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{"email":"test@example.com"}',
    });
    expect(asked.status).toBe(200);
  };

  test('a new mail appears by itself, and its link leads to the reset page, from the button and from the mail', async () => {
    await fetch(url('/start/demo-reset'), { method: 'POST' });
    const { page, requests, complaints, close } = await open({ viewport: { width: 360, height: 800 } });
    await page.goto(served().inboxUrl);
    await ask();
    await page.getByRole('status').getByText('New mail: Traffic Ops Password Reset Request').waitFor();
    expect(await page.title()).toBe('Traffic Ops Password Reset Request – Rekey inbox');
    for (const link of [
      page.getByRole('link', { name: 'Open the link' }),
      page.frameLocator('iframe').getByRole('link', { name: 'Choose a new password' }),
    ]) {
      const [opened] = await Promise.all([page.waitForEvent('popup'), link.click()]);
      await opened.getByRole('heading', { name: 'Choose a new password' }).waitFor();
      await opened.close();
    }
    expect(complaints).toEqual([]);
    const origins = new Set(requests.map((request) => new URL(request.url).origin));
    expect(origins).toEqual(new Set([served().inboxUrl]));
    await close();
  }, 60_000);

  test('each view fits into 360 pixels, is accessible by day and by night, and opens by keyboard', async () => {
    const { page, complaints, close } = await open({ viewport: { width: 360, height: 800 } });
    await page.goto(served().inboxUrl);
    for (const view of ['Text', 'Source', 'Headers', 'HTML']) {
      await page.getByRole('link', { name: view, exact: true }).focus();
      await page.keyboard.press('Enter');
      await page.locator('[aria-current="page"]').getByText(view, { exact: true }).waitFor();
      await expectToFit(page);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await expectAccessible(page);
      }
    }
    expect(complaints).toEqual([]);
    await close();
  }, 60_000);

  test('without a script, all mails can be read and deleted', async () => {
    const { page, close } = await open({ javaScriptEnabled: false });
    await page.goto(served().inboxUrl);
    await page.locator('noscript p').waitFor();
    await page.getByRole('link', { name: 'Source', exact: true }).click();
    await page.getByText('MIME-Version: 1.0').waitFor();
    await page.getByRole('button', { name: 'Delete all mails' }).click();
    await page.getByRole('heading', { name: 'No mail yet' }).waitFor();
    await close();
  }, 60_000);
}
