import { verbsInForce } from '#lib/http/route.ts';
import { mailFunctions } from '#lib/mail/mail-functions.ts';
import { realms } from '#lib/reset/ports.ts';
import type { Verb } from '#lib/reset/reach.ts';
import { routes } from '#lib/routes.ts';
import { isUpstream, realmOf } from '#lib/settings/is-upstream.ts';
import type { Settings } from '#lib/settings/settings.ts';

/**
 * The modules that a function does not need, because the settings say where the accounts are: those for products' own servers that no setting names,
 * those for Rekey's own accounts if it has none, both if the function does not touch accounts, those for writes that it does not make, and the client of Have
 * I Been Pwned if nobody is asked there. As regular expressions.
 */
export function unneededModules(functionId: string, settings: Settings): readonly string[] {
  const realm = realmOf(functionId);
  const verbs = verbsOf(functionId, settings);
  const served = realm === undefined ? realms : [realm];
  const kept = realms.filter((each) => !isUpstream(each, settings));
  const isWithoutServer = served.every((each) => kept.includes(each));
  const isWithoutOwn = served.every((each) => !kept.includes(each));
  return [
    ...kept.flatMap((each) => [`#lib/upstream/${each}/.*`, `#lib/dialects/${each}(-v2)?/relay/.*`]),
    ...(isWithoutServer ? ['#lib/dynamo/dynamo-shadows.ts'] : []),
    ...(isWithoutOwn ? ['#lib/dynamo/dynamo-accounts.ts'] : []),
    ...(settings.pwnedPasswords === 'off' ? ['#lib/passwords/ask-pwned-passwords.ts'] : []),
    ...(verbs.some((verb) => verb.startsWith('accounts.')) ? [] : ['#lib/accounts/.*']),
    ...Object.entries(onlyFor).flatMap(([file, users]) => (users.some((verb) => verbs.includes(verb)) ? [] : [file])),
  ];
}

/** The adapter of accounts has all verbs of its port, but a function without these verbs never calls the code behind them. */
const onlyFor: { readonly [file: string]: readonly Verb[] } = {
  '#lib/dynamo/set-password.ts': ['accounts.setPassword'],
  '#lib/dynamo/due-notice.ts': ['accounts.endNotice', 'accounts.countNoticeFailure'],
};

function verbsOf(functionId: string, settings: Settings): readonly Verb[] {
  const route = routes.find(({ id }) => id === functionId);
  return route ? verbsInForce(route, settings) : (mailFunctions.find(({ id }) => id === functionId)?.touches ?? []);
}
