import { expect, test } from '@jest/globals';
import { languages } from '#lib/wording/languages.ts';
import { expectAccessible, expectToFit } from './open-page.ts';
import type { PageBench } from './page-bench.ts';
import { studio } from './people.ts';

/** States that depend on a server or a network. The test shows them the way the script does. */
const broughtAbout = [
  ...['maybe', 'good', 'busy', 'offline', 'failed', 'sending', 'checking', 'link-refused', 'link-incomplete', 'no-script'],
];

/** Tests of how the pages look, and of whether everyone can use them. */
export function runLooks({ open, url, linkOf }: PageBench): void {
  test.each(languages)(
    'every state fits from 320 px up in %s',
    async (language) => {
      const { page, complaints, close } = await open({ locale: language, viewport: { width: 320, height: 640 } });
      const expectAccessibleByDayAndNight = async () => {
        // One language for each direction of writing is enough, because axe does not judge the sentences.
        for (const colorScheme of language === 'en' || language === 'ar' ? (['light', 'dark'] as const) : []) {
          await page.emulateMedia({ colorScheme });
          await expectAccessible(page);
        }
      };
      await page.goto(await linkOf(studio));
      await page.locator('#password').fill('x');
      await page.keyboard.press('Enter');
      await page.locator('#fault:not(:empty)').waitFor();
      expect(await page.locator('html').getAttribute('lang')).toBe(language);
      await expectToFit(page);
      await expectAccessibleByDayAndNight();
      for (const state of broughtAbout) {
        await page.evaluate(
          `for (const s of document.querySelectorAll('[data-state]')) s.hidden = s.dataset.state !== '${state}'`,
        );
        await expectToFit(page);
        await expectAccessibleByDayAndNight();
      }
      await page.goto(url('/forgot-password'));
      await expectToFit(page);
      await expectAccessibleByDayAndNight();
      await page.goto(url('/no-page'));
      await expectToFit(page);
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
      await page.getByText('Choose which account this is for.').first().waitFor();
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
