import type { Page } from 'playwright-core';
import { stoppablePerson } from '#test/page/stoppable-person.ts';
import { type PageState, send } from './page-state.ts';

const anyToken = 'A'.repeat(43);

/** The states of the pages on which people stop what they did not ask for. */
export const stopStates: readonly PageState[] = [
  { name: 'cancel', bring: (page, { url }) => page.goto(url(`/reset-password/cancel#token=${anyToken}`)) },
  { name: 'cancel-without-script', isWithoutScript: true, bring: (page, { url }) => page.goto(url('/reset-password/cancel')) },
  { name: 'cancel-fault', bring: (page, { url }) => paste(page, url('/reset-password/cancel'), 'not a link') },
  {
    name: 'cancelled',
    bring: async (page, { served }) => stop(page, (await stoppablePerson(served())).cancel),
  },
  {
    name: 'cancelled-and-held',
    bring: async (page, { served }) => {
      await page.goto((await stoppablePerson(served())).cancel);
      await page.locator('[name=hold]').check();
      await send(page);
      await page.locator('.notice').waitFor();
    },
  },
  { name: 'disown', bring: (page, { url }) => page.goto(url(`/reset-password/not-me#notice=${anyToken}`)) },
  { name: 'disown-without-script', isWithoutScript: true, bring: (page, { url }) => page.goto(url('/reset-password/not-me')) },
  { name: 'disown-fault', bring: (page, { url }) => paste(page, url('/reset-password/not-me'), 'not a link') },
  {
    name: 'disowned',
    bring: async (page, { served }) => stop(page, await (await stoppablePerson(served())).notice()),
  },
  { name: 'stop-refused', bring: (page, { url }) => stop(page, url(`/reset-password/cancel#token=${anyToken}`)) },
];

async function paste(page: Page, address: string, text: string): Promise<void> {
  await page.goto(address);
  await page.locator('#link').fill(text);
  await send(page);
  await page.locator('.faults').waitFor();
}

async function stop(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await send(page);
  await page.locator('.notice').waitFor();
}
