import type { Page } from 'playwright-core';
import type { PageBench } from '#test/page/page-bench.ts';

/** What the way to a state needs. */
export type StateBench = Pick<PageBench, 'url' | 'linkOf' | 'served'>;

/** A state of a page, and the way there, which is the same in every language. */
export type PageState = {
  /** The name of its pictures, and part of its test's title. */
  name: string;
  /** Whether only browsers without scripts show it. */
  isWithoutScript?: true;
  bring: (page: Page, bench: StateBench) => Promise<unknown>;
};

/** Presses the button of the form that is shown. */
export async function send(page: Page): Promise<void> {
  await page.locator('main form button:visible:not([type=button])').first().click();
}
