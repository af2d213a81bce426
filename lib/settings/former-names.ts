/** Faults of variables that are former names of settings. Without this check, a limit that an operator set would silently get its default. */
export function formerNamesIn(variables: { readonly [name: string]: unknown }): string[] {
  return Object.entries(formerNames).flatMap(([variable, hint]) => (variables[variable] ? [`${variable} ${hint}`] : []));
}

/** Former names of settings, and what to use instead. */
const formerNames: { readonly [variable: string]: string } = {
  REKEY_INSTANCE_NAME: 'is now REKEY_TRAFFIC_OPS_NAME, beside REKEY_PROFILE_NAME and REKEY_STUDIO_NAME',
  REKEY_MAILS_PER_HOUR:
    'is now REKEY_MAILS_PER_TOKEN_LIFETIME, which counts the mails in the life of a link (REKEY_TOKEN_LIFETIME_MINUTES)',
  REKEY_ONLY_PRODUCT: 'is now REKEY_PRODUCTS, the list of the products that you have, such as crafter-profile,crafter-studio',
  REKEY_PROXY_SECRET: 'is now REKEY_PROXY_SECRET_HASHES, with its SHA-256 (docs/front.md)',
};
