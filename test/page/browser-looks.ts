import { expect, test } from '@jest/globals';
import { languages } from '#lib/wording/languages.ts';
import { expectToFit } from './open-page.ts';
import type { PageBench } from './page-bench.ts';
import { studio } from './people.ts';

/** States that depend on a server or a network. The test shows them the way the script does. */
const broughtAbout = [
  ...['maybe', 'good', 'busy', 'offline', 'failed', 'sending', 'checking', 'link-refused', 'link-incomplete', 'no-script'],
];

/** Tests of how the pages look in all languages. */
export function runLooks({ open, url, linkOf }: PageBench): void {
  test.each(languages)(
    'the longest sentences fit into 320 px in %s',
    async (language) => {
      const { page, complaints, close } = await open({ locale: language, viewport: { width: 320, height: 640 } });
      await page.goto(await linkOf(studio));
      await page.locator('#password').fill('x');
      await page.keyboard.press('Enter');
      await page.locator('#fault:not(:empty)').waitFor();
      expect(await page.locator('html').getAttribute('lang')).toBe(language);
      await expectToFit(page);
      for (const state of broughtAbout) {
        await page.evaluate(
          `for (const s of document.querySelectorAll('[data-state]')) s.hidden = s.dataset.state !== '${state}'`,
        );
        await expectToFit(page);
      }
      await page.goto(url('/forgot-password'));
      await expectToFit(page);
      await page.goto(url('/no-page'));
      await expectToFit(page);
      expect(complaints).toEqual([]);
      await close();
    },
    60_000,
  );

  test('with colours that the system forces, buttons keep an edge, and nothing moves for people who ask for that', async () => {
    const { page, complaints, close } = await open({ forcedColors: 'active', reducedMotion: 'reduce' });
    await page.goto(url('/forgot-password'));
    const { border, background } = (await page.evaluate(coloursOfButton)) as { border: string; background: string };
    expect(border).not.toBe(background);
    await page.route('**/check-link', () => undefined);
    await page.goto(await linkOf(studio));
    await page.getByRole('heading', { name: 'Checking your link…' }).waitFor();
    expect(await page.locator('progress').filter({ visible: true }).count()).toBe(0);
    expect(complaints).toEqual([]);
    await close();
  });
}

/** A script for the page, as text, because the tests do not know a browser's types. */
const coloursOfButton = `(({ borderTopColor: border, backgroundColor: background }) => ({ border, background }))(
  getComputedStyle(document.querySelector('main button')),
)`;
