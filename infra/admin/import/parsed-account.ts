import type { Account, Json } from '#lib/reset/ports.ts';

/** What one line says about an account. */
export type ParsedAccount = {
  id: string;
  /** A field that the line lacks is absent: the import leaves it as it is. */
  says: Pick<Account, 'username'> &
    Partial<Pick<Account, 'email' | 'enabled' | 'externallyManaged' | 'tenant' | 'locale' | 'createdOn' | 'lastModified'>>;
  /** Whether the product marks the account as deleted. `says.enabled` is false then. Absent if the line does not say so. */
  isDeleted?: boolean;
  details: { readonly [key: string]: Json };
  password: { hash: string | null; isForeign: boolean };
  /** A sentence for each attribute that cannot be stored and is left out. */
  leftOut: readonly string[];
  hasDoubledBackslash: boolean;
};

/** Removes the entries that are undefined. */
export function defined<Value extends object>(value: Value): { [Key in keyof Value]: Exclude<Value[Key], undefined> } {
  // Object.fromEntries loses the types of the entries.
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as {
    [Key in keyof Value]: Exclude<Value[Key], undefined>;
  };
}
