import { expect, test } from '@jest/globals';
import { expectAccessible, expectToFit } from './open-page.ts';
import type { PageBench } from './page-bench.ts';

/** Tests of the form that asks for a link, and of the page after it. */
export function runAsking({ open, url, served }: PageBench): void {
  test('a form that comes back names all faults at once, takes the focus, and leads to each field by keyboard', async () => {
    const { page, complaints, close } = await open({ viewport: { width: 320, height: 640 } });
    await page.goto(url('/forgot-password'));
    await page.getByRole('button', { name: 'Email me a link' }).click();
    await page.getByRole('heading', { name: 'There is a problem' }).waitFor();
    expect(await page.title()).toBe('Choose which account this is for. – Forgot your password?');
    expect(await page.evaluate('document.activeElement.className')).toBe('faults');
    await expectToFit(page);
    await expectAccessible(page);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('realm');
    await page.getByRole('link', { name: 'Enter your username or email address.' }).focus();
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('identifier');
    expect(complaints).toEqual([]);
    await close();
  }, 60_000);

  test('the page after it repeats what was typed, lets a minute pass before another mail, and survives a double click, a reload and Back', async () => {
    const { page, requests, complaints, close } = await open();
    const posts = () => requests.filter(({ method }) => method === 'POST').length;
    await served().world.storeAccount({ realm: 'crafter-studio', id: 'page.again' });
    await page.clock.install();
    await page.goto(url('/forgot-password?realm=crafter-studio'));
    await page.getByLabel('Username').fill(' page.again ');
    await page.getByRole('button', { name: 'Email me a link' }).dblclick();
    await page.getByText('If an account exists for page.again, you’ll get an email soon.').waitFor();
    const again = page.getByRole('button', { name: 'Send another email' });
    expect(await again.isDisabled()).toBe(true);
    await page.getByText('You can send another email in 60 seconds.').waitFor();
    await page.clock.fastForward(20_000);
    await page.getByText('You can send another email in 40 seconds.').waitFor();
    await expectAccessible(page);
    await page.clock.fastForward(41_000);
    await page.getByText('You can send another email').waitFor({ state: 'hidden' });
    await again.click();
    await page.getByText('You can send another email in 60 seconds.').waitFor();
    await served().world.mailsTo('page.again@example.com', 2);
    expect(posts()).toBe(2);

    await page.reload();
    await page.getByRole('heading', { name: 'Forgot your password?' }).waitFor();
    await page.goBack();
    await page.getByRole('heading').waitFor();
    expect(posts()).toBe(2);
    expect(complaints).toEqual([]);
    await close();
  }, 60_000);

  test('without JavaScript another mail can be asked for at once', async () => {
    const { page, close } = await open({ javaScriptEnabled: false });
    await page.goto(url('/forgot-password?realm=traffic-ops&lang=de'));
    await page.getByLabel('E-Mail-Adresse').fill('nobody.again@example.com');
    await page.getByRole('button').click();
    await page.getByText('Falls es ein Konto zu nobody.again@example.com gibt').waitFor();
    await page.getByRole('button', { name: 'Noch eine E-Mail senden' }).click();
    await page.getByText('Falls es ein Konto zu nobody.again@example.com gibt').waitFor();
    await close();
  }, 60_000);
}
