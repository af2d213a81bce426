import { expect, test } from '@jest/globals';
import bcrypt from 'bcryptjs';
import { phrase, studio, trafficOps } from './people.ts';
import type { Seat } from './seat.ts';

/** What can come in between. */
export function runStates({ open, url, linkOf, served }: Seat): void {
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
    expect(await bcrypt.compare(`${phrase} 4`, await served().world.passwordHash(trafficOps.account))).toBe(true);
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
}
