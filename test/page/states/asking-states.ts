import type { Page } from 'playwright-core';
import { RequestError } from '#lib/http/request-error.ts';
import { refuse } from '#lib/page/refuse.ts';
import { ResetError } from '#lib/reset/errors.ts';
import { eventOf } from '#test/golden/send-event.ts';
import { callsOfPages } from '#test/page/calls-of-pages.ts';
import { type PageState, type StateBench, send } from './page-state.ts';

/** The states of the form that asks for a link, and of the answers to it. */
export const askingStates: readonly PageState[] = [
  { name: 'forgot', bring: (page, { url }) => page.goto(url('/forgot-password')) },
  { name: 'forgot-faults', bring: (page, bench) => sendName(page, bench, '', '') },
  { name: 'forgot-one-product', bring: (page, { url }) => page.goto(url('/forgot-password?realm=crafter-studio')) },
  { name: 'forgot-one-product-fault', bring: (page, bench) => sendName(page, bench, '?realm=traffic-ops', 'no address') },
  { name: 'check-email', bring: (page, bench) => sendName(page, bench, '?realm=crafter-studio', 'jane.doe-at-the-studio') },
  {
    name: 'check-email-a-minute-later',
    bring: async (page, bench) => {
      await page.clock.install();
      await sendName(page, bench, '?realm=traffic-ops', 'a-long-name-of-a-person@a-long-name-of-a-company.example.com');
      await page.locator('#again:disabled').waitFor();
      await page.clock.fastForward(61_000);
      await page.locator('#again:enabled').waitFor();
    },
  },
  {
    name: 'form-unreadable',
    bring: (page, bench) => refused(page, bench, new RequestError('body-unreadable', { problem: 'is not a form' })),
  },
  {
    name: 'form-busy',
    bring: (page, bench) => refused(page, bench, new ResetError('too-many-requests', { retryAfterSeconds: 250 })),
  },
  { name: 'form-failed', bring: (page, bench) => refused(page, bench, new RequestError('past-the-proxy', null)) },
  {
    name: 'well-known',
    bring: async (page, { url }) => {
      const address = url('/.well-known/change-password');
      // Clients that follow no redirect show it.
      await page.route(address, async (route) => {
        await route.fulfill({ response: await route.fetch({ maxRedirects: 0 }), status: 200 });
      });
      await page.goto(address);
    },
  },
  { name: 'cut-link', bring: (page, { url }) => page.goto(url('/reset-pass')) },
];

async function sendName(page: Page, { url }: StateBench, query: string, name: string): Promise<void> {
  await page.goto(url(`/forgot-password${query}`));
  await page.locator('#identifier').fill(name);
  await send(page);
  await page.locator('.faults, .notice').waitFor();
}

/** What the form is answered with if the request meets this failure. */
async function refused(page: Page, { url }: StateBench, failure: Error): Promise<void> {
  await page.route('**/forgot-password?lang=*', async (route) => {
    const ask = callsOfPages['page/ask-for-link'];
    const headers = { ...ask.headers, 'accept-language': (await route.request().headerValue('accept-language')) ?? '' };
    const event = eventOf({ ...ask, headers }, 1);
    const {
      status,
      headers: answered,
      body = '',
    } = await refuse(failure, { routeId: 'page/ask-for-link', requestId: 'test', event });
    await route.fulfill({ status, headers: { ...answered }, body });
  });
  await page.goto(url('/forgot-password'));
  await page.evaluate("document.querySelector('form').action = '?lang=en'");
  await send(page);
  await page.locator('.notice').waitFor();
}
