import { expect, test } from '@jest/globals';
import { expectAccessible } from './open-page.ts';
import type { PageBench } from './page-bench.ts';
import { phrase, studio, trafficOps } from './people.ts';

/** Tests of the choice of a language at the foot of each page. */
export function runLanguages({ open, url, linkOf, served }: PageBench): void {
  test('a person who follows a link chooses another language, and the link stays but does not enter the address bar', async () => {
    const { page, requests, complaints, close } = await open();
    await page.goto(await linkOf(studio));
    await page.getByRole('heading', { name: 'Choose a new password' }).waitFor();
    await page.getByRole('link', { name: 'Deutsch' }).click();
    await page.getByRole('heading', { name: 'Neues Passwort wählen' }).waitFor();
    expect(await page.title()).toBe('Neues Passwort wählen');
    expect(page.url()).toBe(url('/reset-password?lang=de'));
    await page.reload();
    await page.getByRole('heading', { name: 'Neues Passwort wählen' }).waitFor();
    await page.locator('#password').fill(`${phrase} 8`);
    await page.getByRole('button', { name: 'Neues Passwort festlegen' }).click();
    await page.getByRole('heading', { name: 'Ihr Passwort wurde geändert' }).waitFor();
    await page.getByRole('link', { name: 'العربية' }).click();
    await page.getByRole('heading', { name: 'تم تغيير كلمة المرور' }).waitFor();
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
    expect(requests.map((request) => request.url).join()).not.toContain('token=');
    expect(complaints).toEqual([]);
    await close();
  }, 60_000);

  test('the way to a new link keeps the language and the product', async () => {
    const { page, close } = await open();
    await page.goto(await linkOf(trafficOps, { expiresAt: Date.now() - 1 }));
    await page.getByRole('heading', { name: 'This link does not work' }).waitFor();
    await page.getByRole('link', { name: 'Français' }).click();
    await page.getByRole('link', { name: 'Demander un nouveau lien' }).click();
    await page.getByLabel('Adresse e-mail').waitFor();
    expect(page.url()).toBe(url('/forgot-password?lang=fr&realm=traffic-ops'));
    await close();
  }, 60_000);

  test('without JavaScript the choice works on the form, lasts until the mail, and the page of a link says what it does to the link', async () => {
    const { page, close } = await open({ javaScriptEnabled: false });
    await page.goto(url('/forgot-password?realm=traffic-ops'));
    await page.getByRole('link', { name: 'Español' }).click();
    await page.getByRole('heading', { name: '¿Ha olvidado su contraseña?' }).waitFor();
    expect(await page.getByRole('link', { name: 'Español' }).getAttribute('aria-current')).toBe('true');
    await page.getByLabel('Dirección de correo').fill('page-lang@example.com');
    await page.getByRole('button').click();
    await page.getByRole('heading', { name: 'Revise su correo' }).waitFor();
    await page.getByRole('link', { name: 'Volver' }).click();
    await page.getByRole('heading', { name: '¿Ha olvidado su contraseña?' }).waitFor();
    const [mail] = await served().world.mailsTo('page-lang@example.com');
    expect(mail?.body.text).toContain('contraseña');

    await page.goto(await linkOf(studio));
    await page.getByText('If you change the language of this page, open your link from the email again').waitFor();
    await page.getByRole('link', { name: '日本語' }).click();
    await page.getByText('このページには JavaScript が必要です').waitFor();
    await close();
  }, 60_000);

  test('the mail has its times in the time zone of the browser, whose form for another mail names it too. The mail names browser and system', async () => {
    const { page, close } = await open({ timezoneId: 'Asia/Tokyo' });
    await page.goto(url('/forgot-password?realm=traffic-ops'));
    await page.getByLabel('Email address').fill('page-zone@example.com');
    await page.getByRole('button').click();
    await page.getByRole('heading', { name: 'Check your email' }).waitFor();
    expect(await page.locator('#zone').inputValue()).toBe('Asia/Tokyo');
    const [mail] = await served().world.mailsTo('page-zone@example.com');
    const text = mail?.body.text.replace(/\s+/g, ' ');
    expect(text).toMatch(/expires in 1 hour \(on \d+ \w+ \d{4} at \d\d:\d\d GMT\+9\)/);
    expect(text).toContain('The request was made with Chrome on Linux.');
    await close();
  }, 60_000);

  test('without a brand, the head of the page names the product of the link', async () => {
    const { page, close } = await open();
    await page.route('**/reset-password', async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace('<span>Example &amp; Sons</span>', '<span data-product></span>');
      await route.fulfill({ response, body });
    });
    await page.goto(await linkOf(trafficOps));
    await page.getByRole('heading', { name: 'Choose a new password' }).waitFor();
    expect(await page.locator('header').textContent()).toBe('Traffic Ops');
    await expectAccessible(page);
    await close();
  });
}
