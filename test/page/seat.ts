import type { BrowserContextOptions } from 'playwright-core';
import type { AccountReference, ResetToken } from '#lib/reset/ports.ts';
import type { Served } from './serve-pages.ts';
import type { Visit } from './visit.ts';

/** Where a person sits who tries the pages. Nothing of it is there before the tests run. */
export type Seat = {
  open(options?: BrowserContextOptions): Promise<Visit>;
  url(path: string): string;
  /** A good link of this person's, or one whose token differs as told. */
  linkOf(person: { account: AccountReference }, changes?: Partial<ResetToken>): Promise<string>;
  served(): Served;
};
