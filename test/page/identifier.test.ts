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
