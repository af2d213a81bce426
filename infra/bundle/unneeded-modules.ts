import { realms } from '#lib/reset/ports.ts';
import { isUpstream, realmOf } from '#lib/settings/product-servers.ts';
import type { Settings } from '#lib/settings/settings.ts';

/**
 * The modules that a function does not need, because the settings say where the accounts are: those for products' own servers that no setting names, and
 * those for Rekey's own accounts if it has none. As regular expressions.
 */
export function unneededModules(functionId: string, settings: Settings): readonly string[] {
  const realm = realmOf(functionId);
  const served = realm === undefined ? realms : [realm];
  const kept = realms.filter((each) => !isUpstream(each, settings));
  const isWithoutServer = served.every((each) => kept.includes(each));
  const isWithoutOwn = served.every((each) => !kept.includes(each));
  return [
    ...kept.flatMap((each) => [`#lib/upstream/${each}/.*`, `#lib/dialects/${each}(-v2)?/relay/.*`]),
    ...(isWithoutServer ? ['#lib/dynamo/dynamo-shadows.ts'] : []),
    ...(isWithoutOwn ? ['#lib/dynamo/dynamo-accounts.ts'] : []),
  ];
}
