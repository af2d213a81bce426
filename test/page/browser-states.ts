import { afterAll, beforeAll, expect, test } from '@jest/globals';
import bcrypt from 'bcryptjs';
import type { OpenPage } from './open-page.ts';
import type { PageBench } from './page-bench.ts';
import { phrase, profile, studio, trafficOps } from './people.ts';

/** Tests of what can go wrong on the way to a new password. */
export function runStates({ open, url, linkOf, served }: PageBench): void {
  let one: OpenPage;
  beforeAll(async () => {
    one = await open();
  });
  afterAll(() => one.close());

  test.each([
    ['an unknown product', async () => url(`/reset-password#realm=crafter-social&token=${'A'.repeat(43)}`)],
    ['the name of a method', async () => url(`/reset-password#realm=constructor&token=${'A'.repeat(43)}`)],
    ['an expired token', () => linkOf(studio, { expiresAt: Date.now() - 1 })],
    ['the token of a tenant whose people do not ask for themselves', () => linkOf(profile, { tenant: 'other-tenant' })],
    ['another product’s token', async () => (await linkOf(studio)).replace('crafter-studio', 'traffic-ops')],
  ])('a link with %s is refused, and the page offers to request a new one', async (_, link) => {
    const { page, complaints } = one;
    await page.goto('about:blank');
    await page.goto(await link());
    await page.getByRole('heading', { name: 'This link does not work' }).waitFor();
    expect(await page.getByRole('link', { name: 'Request a new link' }).isVisible()).toBe(true);
    expect(complaints).toEqual([]);
  });

  test('offline, too many requests and a server error each have their own page, and a retry loses nothing', async () => {
    const { page, close } = await open();
    const again = page.locator('[data-state]:not([hidden]) [data-retry]');
    await page.goto(await linkOf(trafficOps));
    const field = page.locator('#password');
    await field.fill(`${phrase} 4`);
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Set new password' }).click();
    await page.getByRole('heading', { name: 'No connection' }).waitFor();
    await page.context().setOffline(false);
    await page.route('**/api/3.1/user/current', (route) => route.fulfill({ status: 500, json: { alerts: [] } }));
    await again.click();
    await page.getByRole('heading', { name: 'Something went wrong' }).waitFor();
    await page.unrouteAll();
    await page.route('**/api/3.1/user/current', (route) =>
      route.fulfill({ status: 429, headers: { 'Retry-After': '90' }, json: { alerts: [] } }),
    );
    await again.click();
    await page.getByText('Try again in 2 minutes.').waitFor();
    await page.unrouteAll();
    await again.click();
    await page.getByRole('heading', { name: 'Your password was changed' }).waitFor();
    expect(await bcrypt.compare(`${phrase} 4`, await served().world.passwordHash(trafficOps.account))).toBe(true);
    await close();
  }, 60_000);

  test('M12 with the links of two people in two tabs, each link sets the password of its own account', async () => {
    const [mine, other] = [trafficOps, { ...trafficOps, account: { realm: 'traffic-ops', id: 'page-zed' } as const }];
    await served().world.storeAccount({ ...other.account, details: { id: 8, role: 'operations', roleId: 3, tenantId: 1 } });
    const before = await served().world.passwordHash(other.account);
    const { page, close } = await open();
    await page.goto(await linkOf(mine));
    await page.locator('#password').fill(`${phrase} 5`);
    const secondTab = await page.context().newPage();
    await secondTab.goto(await linkOf(other));
    await secondTab.locator('#password').waitFor();
    await page.getByRole('button', { name: 'Set new password' }).click();
    await page.getByRole('heading', { name: 'Your password was changed' }).waitFor();
    expect(await bcrypt.compare(`${phrase} 5`, await served().world.passwordHash(mine.account))).toBe(true);
    expect(await served().world.passwordHash(other.account)).toBe(before);
    await page.reload();
    await page.getByRole('heading', { name: 'Your password was changed' }).waitFor();
    await close();
  }, 60_000);

  test('F1 after a lost answer the page says that the password may have been changed, however often the button is pressed', async () => {
    const { page, close } = await open();
    await page.goto(await linkOf(studio));
    await page.locator('#password').fill(`${phrase} 6`);
    await page.route('**/set-password.json', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await page.getByRole('button', { name: 'Set new password' }).click();
    await page.getByRole('heading', { name: 'No connection' }).waitFor();
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Try again' }).dblclick();
    await page.getByRole('heading', { name: 'Your password may have been changed' }).waitFor();
    expect(await page.getByText('Try to sign in to Crafter Studio with it').isVisible()).toBe(true);
    expect(await bcrypt.compare(`${phrase} 6`, await served().world.passwordHash(studio.account))).toBe(true);
    await close();
  }, 60_000);

  test.each([
    [429, '<h1>Slow down</h1>', { 'Retry-After': 'Wed, 25 Nov 2026 02:00:00 GMT' }, 'Too many requests'],
    [200, 'null', {}, 'Something went wrong'],
    [200, '<html>', {}, 'Something went wrong'],
    [400, 'null', {}, 'Something went wrong'],
    [401, '{}', {}, 'Something went wrong'],
    [503, '', {}, 'Something went wrong'],
  ])(
    'an answer of %i with %j, from a proxy on the way, leads to a page that offers a retry',
    async (status, body, headers, title) => {
      const { page, complaints } = one;
      await page.goto('about:blank');
      await page.route('**/api/5.0/user/current', (route) => route.fulfill({ status, body, headers }));
      await page.goto(await linkOf(trafficOps));
      await page.getByRole('heading', { name: title }).waitFor();
      expect(await page.getByRole('button', { name: 'Try again' }).isVisible()).toBe(true);
      expect(await page.locator('[data-state]:not([hidden])').textContent()).not.toMatch(/NaN|undefined|null/);
      expect(complaints).toEqual([]);
      await page.unrouteAll();
    },
  );

  test('markup in a name that the operator sets stays text', async () => {
    const { page, complaints, close } = await open();
    await page.route('**/reset-password', async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replaceAll('Crafter Studio', '&lt;img src=x onerror=alert(1)&gt;');
      await route.fulfill({ response, body });
    });
    await page.goto(await linkOf(studio));
    await page.locator('[data-state=choose]').getByText('<img src=x onerror=alert(1)>').waitFor();
    expect(await page.locator('img').count()).toBe(0);
    expect(complaints).toEqual([]);
    await close();
  });

  test('without JavaScript the forgot page works, and the reset page says that it needs JavaScript', async () => {
    const { page, close } = await open({ javaScriptEnabled: false, locale: 'de-DE' });
    await page.goto(url('/forgot-password'));
    await page.getByLabel('Traffic Ops').check();
    await page.getByLabel('Benutzername oder E-Mail-Adresse').fill('no address');
    await page.getByRole('button').click();
    await page.getByText('Geben Sie Ihre vollständige E-Mail-Adresse ein').first().waitFor();
    expect(await page.getByLabel('Traffic Ops').isChecked()).toBe(true);
    await page.getByLabel('Benutzername oder E-Mail-Adresse').fill('nobody@example.com');
    await page.getByRole('button').click();
    await page.getByRole('heading', { name: 'Sehen Sie in Ihrem Postfach nach' }).waitFor();
    await page.goto(await linkOf(studio));
    await page.getByText('Diese Seite braucht JavaScript').waitFor();
    await close();
  }, 60_000);
}
