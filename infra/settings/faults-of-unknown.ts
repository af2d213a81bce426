type Named = { readonly [name: string]: unknown };

/**
 * Faults of names that nothing reads. A former name without a value is not a fault, and with one it gets a sentence of its own.
 *
 * @param fault what is wrong with any other name
 */
export function faultsOfUnknown(given: Named, names: readonly string[], fault: (name: string) => string): string[] {
  return names.flatMap((name) => {
    const hint = formerNames.get(name);
    if (hint === undefined) {
      return [fault(name)];
    }
    return given[name] ? [`${name} ${hint}`] : [];
  });
}

/** Former names of settings, and what to use instead. */
const formerNames = new Map([
  ['REKEY_INSTANCE_NAME', 'is now REKEY_TRAFFIC_OPS_NAME, beside REKEY_PROFILE_NAME and REKEY_STUDIO_NAME'],
  [
    'REKEY_MAILS_PER_HOUR',
    'is now REKEY_MAILS_PER_TOKEN_LIFETIME, which counts the mails in the life of a link (REKEY_TOKEN_LIFETIME_MINUTES)',
  ],
  ['REKEY_ONLY_PRODUCT', 'is now REKEY_PRODUCTS, the list of the products that you have, such as crafter-profile,crafter-studio'],
  ['REKEY_PROXY_SECRET', 'is now REKEY_PROXY_SECRET_HASHES, with its SHA-256 (docs/front.md)'],
]);
