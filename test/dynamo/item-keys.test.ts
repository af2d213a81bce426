import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { accountKey, addressKey } from '#lib/dynamo/account-item.ts';
import { windowKey } from '#lib/dynamo/dynamo-limits.ts';
import { resetRequestKey, servedKey } from '#lib/dynamo/reset-request-item.ts';
import type { ItemKey } from '#lib/dynamo/stored-item.ts';
import { canonicalAddress } from '#lib/reset/address.ts';
import type { ResetRequestKey } from '#lib/reset/ports.ts';
import { seed } from '#test/security/seed.ts';

/** Text that is made of the parts of keys. There are so few that two keys meet soon if they can. */
const parts = ['a', '#', '#1', '#served#1', 'served#1#', 'traffic-ops#', 'anonymous#'];
const text = fc.array(fc.constantFrom(...parts), { maxLength: 3 }).map((chosen) => chosen.join(''));
const realm = fc.constantFrom('traffic-ops' as const, 'crafter-studio' as const);
const sequence = fc.integer({ min: 1, max: 2 });
const request = fc.record({ realm, asker: fc.constantFrom('anonymous' as const, 'administrator' as const), identifier: text });

/** What an item is for, and the key under which it is stored. */
type Keyed = { input: unknown; key: string };

const only = (key: ItemKey) => JSON.stringify(key);
const requests = request.map((input): Keyed => ({ input, key: only(resetRequestKey(input)) }));
const served = fc.tuple(request, sequence).map((input): Keyed => ({ input, key: only(servedKey(...input)) }));
const tables = {
  accounts: fc.record({ realm, id: text }).map((input): Keyed => ({ input, key: only(accountKey(input)) })),
  'index by address': fc.tuple(realm, text.map(canonicalAddress)).map((input): Keyed => ({ input, key: addressKey(...input) })),
  resetRequests: fc.oneof(requests, served),
  limits: fc.tuple(text, sequence).map((input): Keyed => ({ input, key: windowKey(...input) })),
};

test.each(Object.entries(tables))(
  `M12 two things in %s never share a key, whatever text people choose (seed ${seed})`,
  (_, keyed) => {
    const seen = new Map<string, string>();
    const check = fc.property(keyed, ({ input, key }) => {
      const described = JSON.stringify(input);
      expect([key, seen.get(key) ?? described]).toEqual([key, described]);
      seen.set(key, described);
    });
    fc.assert(check, { seed, numRuns: 5_000 });
  },
);

test('M12 a request for an address that reads like the end of another key has its own key', () => {
  const victim: ResetRequestKey = { realm: 'traffic-ops', asker: 'anonymous', identifier: 'victim@x.com' };
  expect(resetRequestKey({ ...victim, identifier: 'victim@x.com#served#5' })).not.toEqual(servedKey(victim, 5));
});
