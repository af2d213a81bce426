import { expect, test } from '@jest/globals';
import { requireIdentifier } from '#lib/page/identifier.ts';
import { parseSettings } from '#lib/settings/settings.ts';
import { memoryWorld } from '#test/golden/memory-world.ts';
import { callsOfPages } from './calls-of-pages.ts';

test('S2 in Crafter Studio the identifier is the username, without blanks around it and in its letter case', () => {
  expect(requireIdentifier({ realm: 'crafter-studio', identifier: ' Jane.Doe\n' })).toEqual({
    identifier: 'Jane.Doe',
    typed: 'Jane.Doe',
  });
});

test('in Crafter Profile the identifier is the address, as in Traffic Ops, and nobody’s id or username', () => {
  const identify = (identifier: string) => requireIdentifier({ realm: 'crafter-profile', identifier });
  expect(identify(' Jane Doe <Jane.Doe@Example.com>')).toEqual({
    identifier: 'jane.doe@example.com',
    typed: 'Jane.Doe@Example.com',
  });
  for (const other of ['59284659d4c650213cc2f3fc', 'jane.doe']) {
    expect(() => identify(other)).toThrow(expect.objectContaining({ code: 'body-refused' }));
  }
});

test('T3 in Traffic Ops the identifier is the one address, in small letters and without a display name', () => {
  expect(requireIdentifier({ realm: 'traffic-ops', identifier: 'Jane Doe <Jane.Doe@Example.com>' })).toEqual({
    identifier: 'jane.doe@example.com',
    typed: 'Jane.Doe@Example.com',
  });
});

test.each([
  ['crafter-studio', 'jane doe', false],
  ['crafter-studio', 'x'.repeat(256), false],
  ['crafter-studio', ' \u200b\n', true],
  ['traffic-ops', 'jane', false],
  ['traffic-ops', 'a@example.com,b@example.com', false],
  ['traffic-ops', '\u00a0', true],
] as const)('in %s the identifier %j is refused, and it is missing: %j', (realm, identifier, isMissing) => {
  expect(() => requireIdentifier({ realm, identifier })).toThrow(
    expect.objectContaining({
      code: 'body-refused',
      detail: { name: 'identifier', problem: 'must name an account', isMissing },
    }),
  );
});

test('a form about a product that the operator does not have is refused, and asks for nothing', async () => {
  const { answer } = memoryWorld(parseSettings({ REKEY_PRODUCTS: 'crafter-studio' }));
  const ask = callsOfPages['page/ask-for-link'];
  const ofOther = await answer({ ...ask, body: 'realm=traffic-ops&identifier=test%40example.com' }, 1);
  expect(ofOther.status).toBe(400);
  expect((await answer(ask, 2)).status).toBe(200);
});

test('a form about Crafter Profile is refused unless its people ask for themselves, and asks for nothing', async () => {
  const ask = { ...callsOfPages['page/ask-for-link'], body: 'realm=crafter-profile&identifier=jane.doe%40example.com' };
  const off = memoryWorld(parseSettings({}));
  expect((await off.answer(ask, 1)).status).toBe(400);
  expect(await off.deliver()).toBe(0);
  const on = memoryWorld(parseSettings({ REKEY_CRAFTER_PROFILE_SELF_SERVICE: 'sample-tenant' }));
  expect((await on.answer(ask, 1)).status).toBe(200);
});
