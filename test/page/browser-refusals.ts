import { describe, expect, test } from '@jest/globals';
import bcrypt from 'bcryptjs';
import type { Page } from 'playwright-core';
import { refuse as refuseStudio } from '#lib/dialects/crafter-studio/refuse.ts';
import { refuse as refuseTrafficOps } from '#lib/dialects/traffic-ops/refuse.ts';
import type { RouteAnswer } from '#lib/http/answer.ts';
import { refuse as refusePageCall } from '#lib/page/calls/refuse.ts';
import type { PasswordFault } from '#lib/reset/errors.ts';
import { refusalsOf } from '#test/dialects/refusals-of.ts';
import type { PageBench } from './page-bench.ts';
import { phrase, profile, studio, trafficOps } from './people.ts';

const products = [
  {
    person: studio,
    refusals: refusalsOf(refuseStudio, 'crafter-studio/set-password'),
    path: '**/set-password.json',
  },
  {
    person: trafficOps,
    refusals: refusalsOf(refuseTrafficOps, 'traffic-ops/update-current-user'),
    path: '**/api/3.1/user/current',
  },
  {
    person: profile,
    refusals: refusalsOf(refusePageCall, 'crafter-profile-page/set-password'),
    path: '**/crafter-profile/set-password',
  },
];

/** Tests of what the page says when the product's own server refuses a password or does not tell whether it has set it. */
export function runRefusals({ open, linkOf, served }: PageBench): void {
  const sendTo = async (page: Page, path: string, { status, headers, body }: RouteAnswer) => {
    await page.locator('#password').fill(`${phrase} 7`);
    await page.route(path, (route) => route.fulfill({ status, headers: { ...headers }, body }));
    await page.locator('#choose button:not(#show)').click();
  };

  describe.each(products)('of $person.product', ({ person, refusals, path }) => {
    test('F1 if nobody knows whether the password was set, the page says so at once and offers to request a new link', async () => {
      const { page, complaints, close } = await open();
      await page.goto(await linkOf(person));
      await sendTo(page, path, refusals.to('outcome-unknown'));
      await page.getByRole('heading', { name: 'Your password may have been changed' }).waitFor();
      const shown = page.locator('[data-state]:not([hidden])');
      expect(await shown.textContent()).toContain('Your link no longer works.');
      expect(await shown.textContent()).toContain(`Try to sign in to ${person.product} with it.`);
      expect(await shown.getByRole('link', { name: 'Request a new link' }).isVisible()).toBe(true);
      expect(await shown.getByRole('button').count()).toBe(0);
      expect(complaints).toEqual([]);
      await close();
    }, 60_000);

    test('the page says in its reader’s language that a password is too easy to guess', async () => {
      const { page, close } = await open({ locale: 'de-DE' });
      await page.goto(await linkOf(person));
      await sendTo(page, path, refusals.to('password-refused', { fault: 'too-guessable' }));
      const alert = page.locator('#fault:not(:empty)');
      await alert.waitFor();
      expect(await alert.textContent()).toMatch(/^Dieses Passwort ist zu leicht zu erraten\. Ihr Link .* haben\.$/);
      expect(await page.locator('#password').getAttribute('aria-invalid')).toBe('true');
      await close();
    }, 60_000);

    test('K5 the page shows the product’s own sentence as text, and the link stays good', async () => {
      const { page, complaints, close } = await open();
      await page.goto(await linkOf(person));
      const fault: PasswordFault = { fault: 'refused-there', reason: 'Use a <b>digit</b> &amp; <img src=x onerror=alert(1)>' };
      await sendTo(page, path, refusals.to('password-refused', fault));
      await page.getByText(`The server says: ${fault.reason}`).waitFor();
      expect(await page.locator('#fault').locator('b, img').count()).toBe(0);
      await page.unrouteAll();
      await page.getByRole('button', { name: 'Set new password' }).click();
      await page.getByRole('heading', { name: 'Your password was changed' }).waitFor();
      expect(await bcrypt.compare(`${phrase} 7`, await served().world.passwordHash(person.account))).toBe(true);
      expect(complaints).toEqual([]);
      await close();
    }, 60_000);
  });
}
