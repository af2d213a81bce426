import { expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { expectAccessible, expectToFit } from './open-page.ts';
import type { PageBench } from './page-bench.ts';
import { type StoppablePerson, stoppablePerson } from './stoppable-person.ts';

const spoken = [
  ['en', 'Cancel the request', 'The request is cancelled', 'It wasn’t me: close my account', 'Your account is closed'],
  ['de', 'Anfrage abbrechen', 'Die Anfrage ist abgebrochen', 'Ich war das nicht: Konto sperren', 'Ihr Konto ist gesperrt'],
  ['ar', 'إلغاء الطلب', 'تم إلغاء الطلب', 'لم أكن أنا: إغلاق حسابي', 'تم إغلاق حسابك'],
  [
    'ja',
    'リクエストを取り消す',
    'リクエストを取り消しました',
    '自分ではありません。アカウントを閉鎖する',
    'アカウントを閉鎖しました',
  ],
] as const;

/** Tests of the pages on which people stop what they did not ask for. */
export function runStops({ open, url, served }: PageBench): void {
  const person = () => stoppablePerson(served());
  const stampOf = async ({ account }: StoppablePerson) => (await served().world.account(account)).credentialStamp;
  const press = async (button: Locator) => {
    await button.focus();
    await button.press('Enter');
  };
  const expectReadable = async (page: Page) => {
    await expectToFit(page);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await expectAccessible(page);
    }
  };

  test.each(spoken)(
    'O1, O2 both journeys work by keyboard, at 320 px and for everyone, in %s',
    async (locale, cancel, cancelled, close, closed) => {
      const someone = await person();
      const { page, requests, complaints, close: end } = await open({ locale, viewport: { width: 320, height: 640 } });
      for (const [link, button, title] of [
        [await someone.notice(), close, closed],
        [(await person()).cancel, cancel, cancelled],
      ] as const) {
        await page.goto(link);
        expect(page.url()).not.toContain('#');
        expect(await page.locator('#paste').isVisible()).toBe(false);
        await expectReadable(page);
        await page.reload();
        await press(page.getByRole('button', { name: button }));
        await page.getByRole('heading', { name: title }).waitFor();
        await expectReadable(page);
        const token = link.slice(-43);
        expect(requests.filter(({ url: asked, referrer }) => `${asked.split('#')[0]} ${referrer}`.includes(token))).toEqual([]);
      }
      expect((await served().world.account(someone.account)).closed).not.toBeNull();
      expect(complaints).toEqual([]);
      await end();
    },
    60_000,
  );

  test('O1 without a script, a person pastes the link, and a fault is explained beside the field', async () => {
    const someone = await person();
    const before = await stampOf(someone);
    const { page, close } = await open({ javaScriptEnabled: false });
    await page.goto(someone.cancel);
    const field = page.getByLabel('Link or code from the email');
    await field.fill('nonsense');
    await page.getByRole('button', { name: 'Cancel the request' }).click();
    await page.getByRole('link', { name: 'This is not a link from our email.' }).waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await stampOf(someone)).toBe(before);
    await field.fill(someone.cancel);
    await page.getByLabel('Do not email me for one day').check();
    await page.getByRole('button', { name: 'Cancel the request' }).click();
    await page.getByRole('heading', { name: 'The request is cancelled' }).waitFor();
    expect(await stampOf(someone)).not.toBe(before);
    expect((await served().world.account(someone.account)).hold?.address).toBe(`${someone.account.id}@example.com`);
    await close();
  }, 60_000);

  test('O3 opening a link stops nothing, another language keeps the link, and it works once', async () => {
    const someone = await person();
    const before = await stampOf(someone);
    const { page, close } = await open();
    for (let time = 0; time < 3; time++) {
      await page.goto('about:blank');
      await page.goto(someone.cancel);
      await page.getByRole('button', { name: 'Cancel the request' }).waitFor();
    }
    expect(await stampOf(someone)).toBe(before);
    await page.getByRole('link', { name: 'Deutsch' }).click();
    await page.getByRole('button', { name: 'Anfrage abbrechen' }).click();
    await page.getByRole('heading', { name: 'Die Anfrage ist abgebrochen' }).waitFor();
    await page.goto('about:blank');
    await page.goto(someone.cancel);
    await page.getByRole('button', { name: 'Cancel the request' }).click();
    await page.getByRole('heading', { name: 'This link does not work' }).waitFor();
    await page.getByRole('link', { name: 'Request a new link' }).click();
    await page.waitForURL(url('/forgot-password'));
    await close();
  }, 60_000);
}
