// It takes seconds because it bundles every function as each set of realms leaves it, without writing anything.

import { expect, test } from '@jest/globals';
import { modulesIn } from '#infra/bundle/bundle.ts';
import { functionIds } from '#lib/function-ids.ts';
import { verbsInForce } from '#lib/http/route.ts';
import { type Realm, realms } from '#lib/reset/ports.ts';
import { routes } from '#lib/routes.ts';
import { realmOf } from '#lib/settings/is-upstream.ts';
import { parseSettings } from '#lib/settings/settings.ts';
import { combinations, contextOf } from '#test/infra/stack/upstream-context.ts';

/** The routes that set the password of an account that Rekey keeps. */
const hashing = [
  'crafter-profile/change-password',
  'crafter-profile-page/set-password',
  'crafter-studio/reset-password',
  'crafter-studio/set-password',
  'crafter-studio-v2/reset-password',
  'crafter-studio-v2/set-password',
  'traffic-ops/update-current-user',
];

/** Their callers' credentials reach the product's own server, and so they need no port to accounts. */
const passingOn = ['crafter-profile/change-password', 'crafter-profile/reset-password'];

/** A function of one realm differs only by its own realm. It is bundled once with all others elsewhere, and once with only its own. */
const cases = functionIds.flatMap((id) => {
  const realm = realmOf(id);
  const served = realm !== undefined ? [realm] : id.startsWith('mail/') ? realms : [];
  const others = realms.filter((each) => each !== realm);
  const sets: readonly (readonly Realm[])[] =
    realm !== undefined ? [others, [realm]] : served.length > 0 ? combinations : [realms];
  return sets.map((upstream) => ({ id, served, upstream, elsewhere: upstream.join(' and ') || 'no realm' }));
});

test.each(cases)(
  'The bundle of $id carries only the code that it needs with the accounts of $elsewhere elsewhere',
  async ({ id, served, upstream }) => {
    const settings = parseSettings(contextOf(upstream));
    const files = await modulesIn(id, { settings });
    const carries = (pattern: RegExp) => files.some((file) => pattern.test(file));
    const route = routes.find((each) => each.id === id);
    const touchesAccounts = route === undefined || verbsInForce(route, settings).some((verb) => verb.startsWith('accounts.'));
    const called = served.filter((realm) => upstream.includes(realm));
    const ofServers = touchesAccounts || passingOn.includes(id) ? called : [];
    const hasOwn = touchesAccounts && called.length < served.length;
    expect({
      code: carries(/^functions\//),
      // The pages that stop something read the stamps of accounts in a server, and call none.
      ofAnyServer: carries(/^lib\/(upstream\/(?!upstream-stamp)|dialects\/[^/]+\/relay\/)/),
      ofServers: realms.filter((realm) => carries(new RegExp(`^lib/(upstream/${realm}/|dialects/${realm}/relay/)`))),
      ownAccounts: carries(/^lib\/dynamo\/dynamo-accounts\.ts$/),
      bcrypt: carries(/node_modules\/bcryptjs\//),
    }).toEqual({
      code: true,
      ofAnyServer: ofServers.length > 0,
      ofServers,
      ownAccounts: hasOwn,
      bcrypt: hasOwn && hashing.includes(id),
    });
  },
);
