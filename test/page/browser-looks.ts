import { expect, test } from '@jest/globals';
import { languages } from '#lib/wording/languages.ts';
import { studio } from './people.ts';
import type { Seat } from './seat.ts';
import { expectAccessible, expectToFit } from './visit.ts';

/** What all of it looks like, and to whom. */
export function runLooks({ open, url, linkOf, served }: Seat): void {
  /** Each state of the pages, as a way to get there. */
  const views: readonly (readonly [string, (link: string) => string, string])[] = [
    ['forgot', () => '/forgot-password', 'main h1'],
    ['forgot, one product', () => '/forgot-password?realm=crafter-studio', 'main h1'],
    ['choose', (link) => link, '#password'],
    ['refused', () => '/reset-password', '[data-state=link-refused]'],
  ];

  test.each(languages)(
    'every state is accessible and fits from 320 px up, in %s, by day and by night',
    async (language) => {
      const link = (await linkOf(studio)).slice(served().world.baseUrl.length);
      const { page, complaints, close } = await open({ locale: language, viewport: { width: 320, height: 640 } });
      for (const [, path, selector] of views) {
        await page.goto('about:blank');
        await page.goto(url(path(link)));
        await page.locator(selector).first().waitFor();
        await expectToFit(page);
        expect(await page.locator('html').getAttribute('lang')).toBe(language);
      }
      await page.goto(url('/reset-password'));
      // The states that a server or a network brings about, without one: a section is shown as the script shows it.
      for (const state of ['checking', 'good', 'busy', 'offline', 'failed', 'choose', 'link-refused']) {
        await page.evaluate(
          `for (const s of document.querySelectorAll('[data-state]')) s.hidden = s.dataset.state !== '${state}'`,
        );
        await expectToFit(page);
        if (language === 'en' || language === 'ar') {
          for (const colorScheme of ['light', 'dark'] as const) {
            await page.emulateMedia({ colorScheme });
            await expectAccessible(page);
          }
        }
      }
      expect(complaints).toEqual([]);
      await close();
    },
    60_000,
  );

  test.each(['light', 'dark'] as const)(
    'the forgot pages are accessible, %s',
    async (colorScheme) => {
      const { page, close } = await open({ colorScheme });
      await page.goto(url('/forgot-password'));
      await expectAccessible(page);
      await page.getByRole('button').click();
      await page.getByText('Choose which account it is.').waitFor();
      await expectAccessible(page);
      await page.getByLabel('Crafter Studio').check();
      await page.getByLabel('Username or email address').fill('nobody');
      await page.getByRole('button').click();
      await page.getByRole('heading', { name: 'Check your email' }).waitFor();
      await expectAccessible(page);
      await close();
    },
    60_000,
  );
}
