import { expect, test } from '@jest/globals';
import { expectAccessible, expectToFit } from './open-page.ts';
import type { PageBench } from './page-bench.ts';

/** Tests of the first page that a developer sees. */
export function runStartPage({ open, url, served }: PageBench): void {
  test('a button sends each of the five documented calls, and each answer is 200', async () => {
    const { page, requests, complaints, close } = await open({ viewport: { width: 320, height: 800 } });
    await page.goto(url('/'));
    const send = page.getByRole('button', { name: /^Send/ });
    expect(await send.count()).toBe(5);
    for (const [index, article] of (await page.locator('article').all()).entries()) {
      // The second call takes the token from the mail of the first.
      if (index === 1) {
        await served().world.mailsTo('john.doe@example.com');
      }
      await article.getByRole('button', { name: /^Send/ }).click();
      await article.getByText('200 OK').first().waitFor();
    }
    await expectToFit(page);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await expectAccessible(page);
    }
    expect(complaints).toEqual([]);
    expect(new Set(requests.map((request) => new URL(request.url).origin))).toEqual(new Set([served().world.baseUrl]));
    await close();
  }, 60_000);

  test('an answer that is declared as JSON but is not JSON is shown unchanged', async () => {
    const { page, close } = await open();
    await page.route('**/forgot-password.json?*', (route) =>
      route.fulfill({ status: 502, contentType: 'application/json', body: '<b>' }),
    );
    await page.goto(url('/'));
    const article = page.locator('article').filter({ hasText: 'forgot password' });
    await article.getByRole('button', { name: /^Send/ }).click();
    await article.getByText('502 Bad Gateway').waitFor();
    expect(await article.locator('.answer pre').textContent()).toMatch(/\n\n<b>$/);
    await close();
  });

  test('the documentation shows every call, and requests nothing from another origin', async () => {
    const { page, requests, complaints, close } = await open();
    await page.goto(url('/docs'));
    await page.getByText('/api/{version}/user/reset_password').first().waitFor();
    expect(await page.locator('.opblock').count()).toBe(19);
    expect(complaints).toEqual([]);
    expect(new Set(requests.map((request) => new URL(request.url).origin))).toEqual(new Set([served().world.baseUrl]));
    await close();
  }, 60_000);
}
