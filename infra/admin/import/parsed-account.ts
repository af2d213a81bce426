import type { Account, Json } from '#lib/reset/ports.ts';

/** What one line says about an account. */
export type ParsedAccount = {
  id: string;
  /** A time or locale that the line does not say is absent. */
  says: Pick<Account, 'username' | 'email' | 'enabled' | 'externallyManaged' | 'tenant'> &
    Partial<Pick<Account, 'locale' | 'createdOn' | 'lastModified'>>;
  details: { readonly [key: string]: Json };
  password: { hash: string | null; isForeign: boolean };
};

/** Without the entries that are undefined. */
export function defined<Value extends object>(value: Value): { [Key in keyof Value]: Exclude<Value[Key], undefined> } {
  // What is left has no undefined value, and every other key.
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as {
    [Key in keyof Value]: Exclude<Value[Key], undefined>;
  };
}
