import type { Double } from './start-double.ts';

/** What the doubles of all three products have in common. */
export type ProductDouble<Row> = Double & {
  /** The row that the database holds, which a test may change in place. */
  find(username: string): Row | undefined;
  /** Whether this password would log the person in. Asking changes nothing. */
  canLogIn(username: string, password: string): Promise<boolean>;
  /** Sets a password without Rekey, as the product itself does. */
  setPassword(username: string, password: string): Promise<void>;
};
