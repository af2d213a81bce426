import { expect, test } from '@jest/globals';
import { expectAccessible, expectToFit } from './open-page.ts';
import type { PageBench } from './page-bench.ts';
import { studio, trafficOps } from './people.ts';

/** Changes that mail tools make to a link on its way to the browser. */
const manglings: readonly [string, (link: string) => string][] = [
  ['&amp; for &', (link) => link.replace('&', '&amp;')],
  ['#038; for &', (link) => link.replace('&', '#038;')],
  ['&#038; for &', (link) => link.replace('&', '&#038;')],
  ['%23 for #', (link) => link.replace('#', '%23')],
  ['a slash after the path', (link) => link.replace('#', '/#')],
  ['a slash after the path and %23 for #', (link) => link.replace('#', '/%23')],
  ['an encoded fragment', (link) => link.replace(/#.*/, (fragment) => `#${encodeURIComponent(fragment.slice(1))}`)],
  ['an encoded fragment in the path', (link) => link.replace(/#.*/, encodeURIComponent)],
  ['an encoded fragment below the path', (link) => link.replace(/#.*/, (fragment) => `/${encodeURIComponent(fragment)}`)],
  ['? for #', (link) => link.replace('#', '?')],
  ['a full stop after it', (link) => `${link}.`],
  ['a bracket and a comma after it', (link) => `${link}>),`],
  ['a blank after it', (link) => `${link}%20`],
  ['a zero-width blank and an ideographic blank after it', (link) => `${link}\u200b\u3000`],
  ['an encoded line break inside', (link) => `${link.slice(0, -9)}%0D%0A${link.slice(-9)}`],
  ['a no-break blank inside', (link) => `${link.slice(0, -9)}\u00a0${link.slice(-9)}`],
];

/** Tests of the links that really arrive. */
export function runLinks({ open, url, linkOf }: PageBench): void {
  test.each(manglings)(
    'a link with %s works, and nothing of it stays in the address bar',
    async (_, mangled) => {
      const { page, requests, complaints, close } = await open();
      const link = mangled(await linkOf(trafficOps));
      await page.goto(link);
      await page.getByRole('heading', { name: 'Choose a new password' }).waitFor();
      await page.locator('#password').fill('Password1');
      await page.getByText('This is one of the most common passwords').waitFor();
      expect(page.url()).toBe(url('/reset-password'));
      expect(requests.slice(1).map((request) => request.url)).not.toContainEqual(expect.stringContaining('token='));
      await page.reload();
      await page.getByRole('heading', { name: 'Choose a new password' }).waitFor();
      expect(complaints).toEqual([]);
      await close();
    },
    60_000,
  );

  test.each([
    ['a link without its fragment', ''],
    ['a link without a token', '#realm=traffic-ops'],
    ['a token of 17,000 characters', `#realm=crafter-studio&token=${'A'.repeat(17_000)}`],
    ['a fragment of something else', '#:~:text=password'],
    ['markup in the fragment', '#<img src=x onerror=alert(1)>'],
    ['markup in the path', '/%3Cimg%20src=x%20onerror=alert(1)%3E'],
  ])('%s leads to a page where a person can paste the link', async (_, rest) => {
    const { page, complaints, close } = await open({ viewport: { width: 320, height: 640 } });
    await page.goto(url(`/reset-password${rest}`));
    await page.getByRole('heading', { name: 'Your link is incomplete' }).waitFor();
    expect(page.url()).toBe(url('/reset-password'));
    expect(await page.locator('img').count()).toBe(0);
    await expectToFit(page);
    await expectAccessible(page);
    expect(complaints).toEqual([]);
    await close();
  });

  test('a link with %23 for # works below the prefix of a proxy', async () => {
    const { page, complaints, close } = await open();
    await page.route('**/prefix/**', (route) => route.continue({ url: route.request().url().replace('/prefix', '') }));
    await page.goto((await linkOf(studio)).replace('/reset-password#', '/prefix/reset-password%23'));
    await page.getByRole('heading', { name: 'Choose a new password' }).waitFor();
    expect(page.url()).toBe(url('/prefix/reset-password'));
    expect(complaints).toEqual([]);
    await close();
  }, 60_000);

  test('the page that asks for a link works below its path, without JavaScript', async () => {
    const { page, close } = await open({ javaScriptEnabled: false });
    for (const [path, choice] of [
      ['/forgot-password/', page.getByLabel(/Crafter Studio/)],
      ['/forgot-password/%23realm/x?realm=crafter-studio', null],
    ] as const) {
      await page.goto(url(path));
      await choice?.check();
      await page.getByLabel(/Username/).fill('two words');
      await page.getByRole('button').click();
      await page.getByText('A username has no spaces').first().waitFor();
      await page.getByLabel(/Username/).fill('nobody');
      await page.getByRole('button').click();
      await page.getByRole('heading', { name: 'Check your email' }).waitFor();
      await page.getByRole('link', { name: 'Back' }).click();
      await page.getByRole('heading', { name: 'Forgot your password?' }).waitFor();
    }
    await close();
  }, 60_000);

  test('a password manager’s button to change the password leads to the form', async () => {
    const { page, complaints, close } = await open();
    await page.goto(url('/.well-known/change-password'));
    await page.getByRole('heading', { name: 'Forgot your password?' }).waitFor();
    expect(page.url()).toBe(url('/forgot-password'));
    // Password managers ask for a page that cannot exist, to see whether the statuses of this host mean anything.
    const probe = await page.goto(url('/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200'));
    expect(probe?.status()).toBe(404);
    expect(complaints).toEqual([]);
    await close();
  });

  test('a link that is cut inside its path leads to a page that offers a new link', async () => {
    const { page, complaints, close } = await open({ viewport: { width: 320, height: 640 } });
    const answer = await page.goto(url('/reset-pass'));
    expect(answer?.status()).toBe(404);
    await page.getByRole('heading', { name: 'This link does not work' }).waitFor();
    await expectToFit(page);
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Request a new link' }).click();
    await page.getByRole('heading', { name: 'Forgot your password?' }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });
}
