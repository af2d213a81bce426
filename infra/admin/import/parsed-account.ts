import type { Account, Json } from '#lib/reset/ports.ts';

/** What one line says about an account. */
export type ParsedAccount = {
  id: string;
  /** Holds no time or locale that the line lacks. */
  says: Pick<Account, 'username' | 'email' | 'enabled' | 'externallyManaged' | 'tenant'> &
    Partial<Pick<Account, 'locale' | 'createdOn' | 'lastModified'>>;
  details: { readonly [key: string]: Json };
  password: { hash: string | null; isForeign: boolean };
};

/** Removes the entries that are undefined. */
export function defined<Value extends object>(value: Value): { [Key in keyof Value]: Exclude<Value[Key], undefined> } {
  // Object.fromEntries loses the types of the entries.
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as {
    [Key in keyof Value]: Exclude<Value[Key], undefined>;
  };
}
