import type { BrowserContextOptions } from 'playwright-core';
import type { AccountReference, ResetToken } from '#lib/reset/ports.ts';
import type { OpenPage } from './open-page.ts';
import type { Served } from './serve-pages.ts';

/** Everything that a browser test of the pages needs. It is usable only inside a test, not before. */
export type PageBench = {
  open(options?: BrowserContextOptions): Promise<OpenPage>;
  url(path: string): string;
  /** A valid link of this person, with the given changes to its token. */
  linkOf(person: { account: AccountReference }, changes?: Partial<ResetToken>): Promise<string>;
  served(): Served;
};
