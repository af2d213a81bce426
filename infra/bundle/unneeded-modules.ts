import { type Route, verbsInForce } from '#lib/http/route.ts';
import { realms } from '#lib/reset/ports.ts';
import { routes } from '#lib/routes.ts';
import { isUpstream, realmOf } from '#lib/settings/is-upstream.ts';
import type { Settings } from '#lib/settings/settings.ts';

/**
 * The modules that a function does not need, because the settings say where the accounts are: those for products' own servers that no setting names,
 * those for Rekey's own accounts if it has none, and both if the function does not touch accounts. Also the client of Have I Been Pwned if nothing is asked there. As regular expressions.
 */
export function unneededModules(functionId: string, settings: Settings): readonly string[] {
  const realm = realmOf(functionId);
  const route = routes.find(({ id }) => id === functionId);
  const served = realm === undefined ? realms : [realm];
  const kept = realms.filter((each) => !isUpstream(each, settings));
  const isWithoutServer = served.every((each) => kept.includes(each));
  const isWithoutOwn = served.every((each) => !kept.includes(each));
  return [
    ...kept.flatMap((each) => [`#lib/upstream/${each}/.*`, `#lib/dialects/${each}(-v2)?/relay/.*`]),
    ...(isWithoutServer ? ['#lib/dynamo/dynamo-shadows.ts'] : []),
    ...(isWithoutOwn ? ['#lib/dynamo/dynamo-accounts.ts'] : []),
    ...(settings.pwnedPasswords === 'off' ? ['\\./ask-pwned-passwords.ts'] : []),
    ...(route && !reachesAccounts(route, settings) ? ['#lib/accounts/.*'] : []),
  ];
}

/** Whether the function of a route has the port to accounts. Without it, its adapter of the port is never opened. */
function reachesAccounts(route: Route, settings: Settings): boolean {
  return verbsInForce(route, settings).some((verb) => verb.startsWith('accounts.'));
}
