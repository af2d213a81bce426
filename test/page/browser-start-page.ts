import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { expectAccessible, expectToFit } from './open-page.ts';
import type { PageBench } from './page-bench.ts';

/** Tests of the first page that a developer sees. */
export function runStartPage({ open, url, served }: PageBench): void {
  test('a button sends each of the documented calls in its order, and each is answered as documented', async () => {
    const { page, requests, complaints, close } = await open({ viewport: { width: 320, height: 800 } });
    await page.goto(url('/'));
    const steps = page.locator('details.step');
    expect(await steps.count()).toBe(15);
    for (const step of await steps.all()) {
      if ((await step.getAttribute('open')) === null) {
        await step.locator('summary').click();
      }
      await step.getByRole('button', { name: 'Send' }).click();
      const isOwnPassword = (await step.locator('h4').textContent())?.includes('own password');
      await step
        .getByText(isOwnPassword ? '401 Unauthorized' : '200 OK')
        .first()
        .waitFor();
    }
    await page.getByRole('button', { name: 'Put the demo back' }).click();
    await page.getByText('The demo is as on the first start: 5 accounts.').waitFor();
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
    const step = page.locator('details.step').filter({ hasText: 'forgot-password.json' });
    await step.getByRole('button', { name: 'Send' }).click();
    await step.getByText('502 Bad Gateway').waitFor();
    expect(await step.locator('.answer pre').textContent()).toMatch(/\n\n<b>$/);
    await close();
  });

  test('Copy copies the command as it is shown', async () => {
    const { page, close } = await open({ permissions: ['clipboard-read', 'clipboard-write'] });
    await page.goto(url('/'));
    const step = page.locator('details.step').first();
    await step.getByRole('button', { name: 'Copy' }).click();
    await step.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(await step.locator('pre.request').textContent());
    await close();
  });

  test('without a script, the start page shows the commands and no button', async () => {
    const { page, close } = await open({ javaScriptEnabled: false });
    await page.goto(url('/'));
    expect(await page.getByRole('button').count()).toBe(0);
    await page.locator('noscript p').waitFor();
    await close();
  });

  const documented = readFileSync('openapi.json', 'utf8').match(/"operationId":/g)?.length;
  test('the documentation shows every call, and requests nothing from another origin', async () => {
    const { page, requests, complaints, close } = await open();
    await page.goto(url('/docs'));
    await page.getByText('/api/{version}/user/reset_password').first().waitFor();
    expect(await page.locator('.opblock').count()).toBe(documented);
    // The headers that all answers of a product have are named once, and no call repeats them.
    await page.getByText('Administrators ask for others. Every answer has Cache-Control, ').waitFor();
    await page.locator('.opblock-summary-control').first().click();
    await page.locator('.header-col').first().waitFor();
    await page.setViewportSize({ width: 360, height: 800 });
    await expectToFit(page);
    expect(await page.locator('.headers').getByText('X-Content-Type-Options').count()).toBe(0);
    expect(complaints).toEqual([]);
    expect(new Set(requests.map((request) => new URL(request.url).origin))).toEqual(new Set([served().world.baseUrl]));
    await close();
  }, 60_000);
}
