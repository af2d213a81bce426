import { expect, test } from '@jest/globals';
import { expectAccessible, expectToFit } from './open-page.ts';
import type { PageBench } from './page-bench.ts';
import { expectToBeReachedByKeyboard } from './reached-by-keyboard.ts';
import { pageStates } from './states/page-states.ts';

const locales = ['en', 'de', 'ar', 'ja'];

/** Tests that hold for every state of every page. */
export function runEveryState(bench: PageBench): void {
  test.each(pageStates.flatMap((state) => locales.map((locale) => ({ ...state, locale }))))(
    '$name in $locale fits into 320 px, says in its title what it is, is accessible, and works by keyboard',
    async ({ isWithoutScript = false, bring, locale }) => {
      const options = { locale, viewport: { width: 320, height: 640 } };
      const { page, complaints, close } = await bench.open({ ...options, javaScriptEnabled: !isWithoutScript });
      await bring(page, bench);
      expect(await page.locator('html').getAttribute('lang')).toBe(locale);
      expect(await page.title()).toContain(await page.locator('h1:visible').textContent());
      await expectToFit(page);
      await expectToBeReachedByKeyboard(page);
      const forAxe = isWithoutScript ? await bench.open(options) : { page, close };
      if (isWithoutScript) {
        // axe needs scripts.
        await forAxe.page.setContent((await page.content()).replace(/<script>.*?<\/script>/gs, ''));
      }
      // One language is enough for the colours of the night.
      for (const colorScheme of locale === 'en' ? (['light', 'dark'] as const) : (['light'] as const)) {
        await forAxe.page.emulateMedia({ colorScheme });
        await expectAccessible(forAxe.page);
      }
      expect(complaints).toEqual([]);
      await Promise.all([close(), forAxe.close()]);
    },
    60_000,
  );
}
