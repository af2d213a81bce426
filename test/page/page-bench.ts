import type { BrowserContextOptions } from 'playwright-core';
import type { AccountReference, ResetToken } from '#lib/reset/ports.ts';
import type { Served } from './serve-pages.ts';
import type { Visit } from './visit.ts';

/** What a test of the pages needs. It is usable only inside a test, not before. */
export type Seat = {
  open(options?: BrowserContextOptions): Promise<Visit>;
  url(path: string): string;
  /** A valid link of this person, or one whose token has the given changes. */
  linkOf(person: { account: AccountReference }, changes?: Partial<ResetToken>): Promise<string>;
  served(): Served;
};
