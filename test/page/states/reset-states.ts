import type { Page } from 'playwright-core';
import { outcomeUnknown } from '#lib/wording/known-sentences.ts';
import { mailedElsewhere, phrase, studio, trafficOps } from '#test/page/people.ts';
import { type PageState, type StateBench, send } from './page-state.ts';

const checks = '**/check-link';
const calls = '**/set-password.json';
const longPhrase = `${phrase} and a horse`;

/** The states of the page that a reset link leads to. */
export const resetStates: readonly PageState[] = [
  { name: 'reset-without-script', isWithoutScript: true, bring: async (page, { linkOf }) => page.goto(await linkOf(studio)) },
  { name: 'link-incomplete', bring: (page, { url }) => page.goto(url('/reset-password')) },
  { name: 'link-incomplete-fault', bring: (page, bench) => paste(page, bench, 'not a link') },
  { name: 'link-incomplete-which-account', bring: (page, bench) => paste(page, bench, 'A'.repeat(43)) },
  {
    name: 'link-incomplete-which-account-fault',
    bring: async (page, bench) => {
      await paste(page, bench, 'A'.repeat(43));
      await page.locator('#which').waitFor();
      await send(page);
    },
  },
  {
    name: 'checking',
    bring: async (page, { linkOf }) => {
      await page.route(checks, () => undefined);
      await page.goto(await linkOf(studio));
      await shown(page, 'checking');
    },
  },
  { name: 'choose', bring: (page, bench) => choose(page, bench, '', trafficOps) },
  { name: 'choose-too-short', bring: (page, bench) => sendPassword(page, bench, 'x', trafficOps) },
  {
    name: 'choose-too-common',
    bring: async (page, bench) => {
      await choose(page, bench, 'Password1');
      await page.locator('#fault:not(:empty)').waitFor();
    },
  },
  {
    name: 'choose-shown',
    bring: async (page, bench) => {
      await choose(page, bench, longPhrase);
      await page.locator('#show').click();
    },
  },
  {
    name: 'choose-refused-by-the-server',
    bring: async (page, bench) => {
      await bench.served().world.storeAccount(mailedElsewhere.account);
      await sendPassword(page, bench, mailedElsewhere.account.email, mailedElsewhere);
      await page.locator('#fault:not(:empty)').waitFor();
    },
  },
  {
    name: 'sending',
    bring: async (page, bench) => {
      await choose(page, bench);
      await page.route(calls, () => undefined);
      await send(page);
      await shown(page, 'sending');
    },
  },
  {
    name: 'link-refused',
    bring: async (page, { linkOf }) => {
      await page.goto(await linkOf(studio, { expiresAt: Date.now() - 1 }));
      await shown(page, 'link-refused');
    },
  },
  { name: 'maybe', bring: (page, bench) => answered(page, bench, 'maybe', { status: 500, json: { message: outcomeUnknown } }) },
  { name: 'good', bring: (page, bench) => answered(page, bench, 'good', { status: 200, json: {} }) },
  {
    name: 'good-without-sign-in',
    bring: async (page, bench) => {
      await choose(page, bench, longPhrase, trafficOps);
      await page.route('**/api/3.1/user/current', (route) => route.fulfill({ status: 200, json: {} }));
      await send(page);
      await shown(page, 'good');
    },
  },
  { name: 'busy', bring: (page, bench) => answered(page, bench, 'busy', { status: 429, headers: { 'Retry-After': '250' } }) },
  {
    name: 'offline',
    bring: async (page, bench) => {
      await choose(page, bench);
      await page.route(calls, (route) => route.abort());
      await send(page);
      await shown(page, 'offline');
    },
  },
  { name: 'failed', bring: (page, bench) => answered(page, bench, 'failed', { status: 503 }) },
];

async function shown(page: Page, state: string): Promise<void> {
  await page.locator(`[data-state=${state}]`).waitFor();
}

async function paste(page: Page, { url }: StateBench, text: string): Promise<void> {
  await page.goto(url('/reset-password'));
  await page.locator('#pasted').fill(text);
  await send(page);
}

async function choose(
  page: Page,
  { linkOf }: StateBench,
  password = longPhrase,
  person: Parameters<StateBench['linkOf']>[0] = studio,
): Promise<void> {
  await page.goto(await linkOf(person));
  await page.locator('#password').fill(password);
}

async function sendPassword(...[page, bench, password, person]: Parameters<typeof choose>): Promise<void> {
  await choose(page, bench, password, person);
  await send(page);
}

/** Sends a password, which the server answers with this. */
async function answered(
  page: Page,
  bench: StateBench,
  state: string,
  answer: { status: number; headers?: { [name: string]: string }; json?: object },
): Promise<void> {
  await choose(page, bench);
  await page.route(calls, (route) => route.fulfill(answer));
  await send(page);
  await shown(page, state);
}
