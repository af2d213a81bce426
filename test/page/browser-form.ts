import { expect, test } from '@jest/globals';
import type { PageBench } from './page-bench.ts';
import { mailedElsewhere, phrase, studio, trafficOps } from './people.ts';

/** Tests of the form for a new password. */
export function runForm({ open, url, linkOf, served }: PageBench): void {
  test('a person can use the keyboard alone', async () => {
    const { page, close } = await open();
    await page.goto(url('/forgot-password?realm=crafter-studio'));
    await page.keyboard.press('Tab');
    await page.keyboard.type('nobody.at.all');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Check your email' }).waitFor();
    await page.goto(await linkOf(studio));
    await page.locator('#password').waitFor();
    await page.keyboard.type('short');
    await page.keyboard.press('Enter');
    expect(await page.getByRole('alert').textContent()).toContain('8 or more characters');
    expect(await page.locator('#password').getAttribute('aria-invalid')).toBe('true');
    // The alert says the rule, so the rule is not there a second time.
    expect(await page.getByText('8 or more characters').filter({ visible: true }).count()).toBe(1);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    expect(await page.locator('#password').getAttribute('type')).toBe('text');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Control+a');
    await page.keyboard.type(`${phrase} 2`);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Your password was changed' }).waitFor();
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Your password was changed');
    await close();
  }, 60_000);

  test('the form works with password managers, explains the policy while a person types, and accepts pasted text', async () => {
    const { page, close } = await open({ permissions: ['clipboard-read', 'clipboard-write'] });
    await page.goto(await linkOf(trafficOps));
    const field = page.locator('#password');
    await field.waitFor();
    for (const [name, value] of Object.entries({ autocomplete: 'new-password', minlength: '8', type: 'password' })) {
      expect(await field.getAttribute(name)).toBe(value);
    }
    expect(await page.getByLabel('Username').inputValue()).toBe('page-eve');
    expect(await page.getByLabel('Username').getAttribute('autocomplete')).toBe('username');
    const alert = page.getByRole('alert');
    const rule = page.getByText('8 or more characters');
    await field.fill('PassWord1');
    await page.getByText('This is one of the most common passwords').waitFor();
    expect(await page.locator('output').textContent()).toBe('very weak');
    await field.fill('Page-EVE');
    expect(await alert.textContent()).toBe('This is your username. Choose a different password.');
    await field.fill('Tr4ffic-Ops 2024');
    expect(await alert.textContent()).toMatch(/little more than your name or the name of this service/);
    await field.fill('sommer2024');
    expect(await alert.textContent()).toBe('');
    expect(await page.locator('output').textContent()).toBe('very weak');
    await field.fill('ü'.repeat(37));
    expect(await alert.textContent()).toMatch(/too long/);
    await field.fill('1234567');
    expect(await rule.getAttribute('data-met')).toBe('false');
    await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(phrase)})`);
    await field.fill('');
    await field.press('Control+v');
    expect(await field.inputValue()).toBe(phrase);
    expect(await rule.getAttribute('data-met')).toBe('true');
    expect(await page.locator('output').textContent()).toBe('very good');
    await close();
  }, 60_000);

  test('K5 the page shows a reason that only the server knows, and the link stays good', async () => {
    const { page, close } = await open();
    const address = mailedElsewhere.account.email;
    await served().world.storeAccount(mailedElsewhere.account);
    await page.goto(await linkOf(mailedElsewhere));
    await page.locator('#password').fill(address);
    await page.getByRole('button', { name: 'Set new password' }).click();
    await page.getByText('The server says: The password must not be the mail address.').waitFor();
    expect(await page.locator('#password').inputValue()).toBe(address);
    await page.locator('#password').fill(`${phrase} 3`);
    await page.getByRole('button', { name: 'Set new password' }).click();
    await page.getByRole('heading', { name: 'Your password was changed' }).waitFor();
    await close();
  }, 60_000);

  test('the link survives a reload, disappears from the address bar, and a second link replaces it', async () => {
    const { page, close } = await open();
    const choose = page.getByRole('heading', { name: 'Choose a new password' });
    await page.goto(await linkOf(trafficOps));
    await choose.waitFor();
    await page.reload();
    await choose.waitFor();
    expect(page.url()).toBe(url('/reset-password'));
    await page.evaluate(`location.hash = 'realm=traffic-ops&token=${'A'.repeat(43)}'`);
    await page.getByRole('heading', { name: 'This link does not work' }).waitFor();
    const again = page.getByRole('link', { name: 'Request a new link' });
    expect(await again.getAttribute('href')).toBe(url('/forgot-password?realm=traffic-ops'));
    await again.click();
    await page.getByLabel('Email address').waitFor();
    await close();
  }, 60_000);
}
