import { expect, test } from '@jest/globals';
import bcrypt from 'bcryptjs';
import type { PageBench } from './page-bench.ts';
import { people, phrase } from './people.ts';

/** Tests from the forgotten password to the new one, and of what the browser sends on the way. */
export function runJourneys({ open, url, served }: PageBench): void {
  const tokens: string[] = [];

  test.each(people)(
    'K11 a person asks for a link, opens it from the mail and sets a new password: $product',
    async ({ account, choice, name, subject, product }) => {
      const { page, requests, complaints, close } = await open();
      await page.goto(url('/forgot-password'));
      await page.getByLabel(choice).check();
      await page.getByLabel('Username or email address').fill(name);
      await page.getByRole('button', { name: 'Email me a link' }).click();
      await page.getByRole('heading', { name: 'Check your email' }).waitFor();

      const mails = await served().world.mailsTo(`${account.id}@example.com`);
      const link =
        /http:\S+\/reset-password#\S+/.exec(mails.find((mail) => mail.subject === subject)?.body.text ?? '')?.[0] ?? '';
      const token = /token=([\w-]{43})$/.exec(link)?.[1] ?? 'none';
      for (let time = 0; time < 3; time++) {
        await page.goto('about:blank');
        await page.goto(link);
        await page.getByRole('heading', { name: 'Choose a new password' }).waitFor();
      }
      expect(page.url()).toBe(url('/reset-password'));
      // A password manager that looks at the form before it is sent finds the name that the new password belongs to.
      const managed = page.locator('form:has(#password) [autocomplete="username"]');
      expect([await managed.isVisible(), await managed.inputValue()]).toEqual([true, account.id]);
      await page.locator('#password').fill(phrase);
      await page.getByRole('button', { name: 'Set new password' }).click();
      await page.getByRole('heading', { name: 'Your password was changed' }).waitFor();
      expect(await page.getByText(`Sign in to ${product} with your new password.`).isVisible()).toBe(true);
      // The operator has said where people sign in to Crafter Studio only.
      const signIn = page.getByRole('link', { name: 'Sign in to' });
      const places = await Promise.all((await signIn.all()).map((each) => each.getAttribute('href')));
      expect(places).toEqual(account.realm === 'crafter-studio' ? ['https://cms.example.com/studio/login'] : []);
      expect(await bcrypt.compare(phrase, await served().world.passwordHash(account))).toBe(true);

      await page.goto('about:blank');
      await page.goto(link);
      await page.getByRole('heading', { name: 'This link does not work' }).waitFor();
      await served().world.mailsTo(`${account.id}@example.com`, 2);

      expect(token).toHaveLength(43);
      expect(requests.length).toBeGreaterThan(10);
      for (const request of requests.filter((each) => each.url !== 'about:blank')) {
        expect(new URL(request.url).origin).toBe(served().world.baseUrl);
        expect(request.url.split('#')[0]).not.toContain(token);
        expect(request.referrer).not.toContain('token');
      }
      tokens.push(token);
      expect(complaints).toEqual([]);
      await close();
    },
    60_000,
  );

  test('F4 the logs of these journeys hold neither the tokens nor the password', () => {
    expect(tokens).toHaveLength(people.length);
    expect(served().logged()).toContain('page/ask-for-link');
    for (const secret of [...tokens, phrase]) {
      expect(served().logged()).not.toContain(secret);
    }
  });
}
