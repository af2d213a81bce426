import { expect, test } from '@jest/globals';
import { expectAccessible, expectToFit } from './open-page.ts';
import type { PageBench } from './page-bench.ts';
import { studio } from './people.ts';

/** Tests of what a person pastes when the link lost its secret on the way. */
export function runPaste({ open, url, linkOf }: PageBench): void {
  test.each<[string, (link: string) => string]>([
    ['the link', (link) => link],
    ['the link with a line break inside and text around it', (link) => `Open ${link.slice(0, -9)}\r\n${link.slice(-9)} .`],
    [
      'a link that a filter wrapped',
      (link) => `https://nam.safelinks.example/?url=${encodeURIComponent(link)}&data=${'x'.repeat(43)}&reserved=0`,
    ],
    [
      'a link that two filters wrapped',
      (link) =>
        `https://filter.example/?u=${encodeURIComponent(`https://nam.safelinks.example/?url=${encodeURIComponent(link)}`)}`,
    ],
  ])(
    'a person pastes %s with the keyboard alone',
    async (_, pasted) => {
      const { page, complaints, close } = await open({ permissions: ['clipboard-read', 'clipboard-write'] });
      await page.goto(url('/reset-password'));
      await page.getByRole('heading', { name: 'Your link is incomplete' }).waitFor();
      await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(pasted(await linkOf(studio)))})`);
      await page.keyboard.press('Tab');
      await page.keyboard.press('Control+v');
      await page.keyboard.press('Enter');
      await page.getByText('This link is for your Crafter Studio account.').waitFor();
      expect(await page.locator('#pasted').inputValue()).toBe('');
      expect(page.url()).toBe(url('/reset-password'));
      await page.reload();
      await page.getByRole('heading', { name: 'Choose a new password' }).waitFor();
      expect(complaints).toEqual([]);
      await close();
    },
    60_000,
  );

  test('a person pastes only the code, and the page asks which account it is for', async () => {
    const { page, complaints, close } = await open({ viewport: { width: 320, height: 640 } });
    await page.goto(url('/reset-password'));
    const field = page.getByLabel('Link or code from the email');
    await field.fill((await linkOf(studio)).replace(/.*token=/, ' '));
    const which = page.getByRole('group', { name: 'Which account is this for?' });
    expect(await which.count()).toBe(0);
    await page.keyboard.press('Enter');
    await page.getByRole('radiogroup', { name: 'Which account is this for?' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Choose which account this is for.').waitFor();
    await expectToFit(page);
    await expectAccessible(page);
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await page.getByText('This link is for your Crafter Studio account.').waitFor();
    expect(complaints).toEqual([]);
    await close();
  }, 60_000);

  test('a link that lost its product asks only which account it is for', async () => {
    const { page, complaints, close } = await open();
    await page.goto((await linkOf(studio)).replace(/realm=.*&/, ''));
    await page.getByRole('heading', { name: 'Your link is incomplete' }).waitFor();
    expect(page.url()).toBe(url('/reset-password'));
    await page.reload();
    await page.getByLabel('Crafter Studio').check();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('This link is for your Crafter Studio account.').waitFor();
    expect(complaints).toEqual([]);
    await close();
  }, 60_000);

  test('text that is not a link gets an explanation, and an old link is refused like any other bad link', async () => {
    const { page, complaints, close } = await open();
    await page.goto(url('/reset-password'));
    const field = page.getByLabel('Link or code from the email');
    for (const other of ['', 'https://example.com/', 'x'.repeat(44), `${'realm='.repeat(20_000)}`]) {
      await field.fill(other);
      await page.keyboard.press('Enter');
      await page.getByText('This is not a link from our email.').waitFor();
      expect(await field.getAttribute('aria-invalid')).toBe('true');
    }
    await expectAccessible(page);
    await field.fill(await linkOf(studio, { expiresAt: Date.now() - 1 }));
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { name: 'This link does not work' }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  }, 60_000);
}
