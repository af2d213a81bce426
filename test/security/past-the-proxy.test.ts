import { expect, test } from '@jest/globals';
import { localSettings } from '#infra/local/local-environment.ts';
import { routes } from '#lib/routes.ts';
import { parseSettings } from '#lib/settings/settings.ts';
import type { GoldenRequest } from '#test/golden/exchange.ts';
import { memoryWorld } from '#test/golden/memory-world.ts';
import { hashOf, proxySecret } from '#test/proxy-secret.ts';
import { callsOfRoutes } from './calls-of-routes.ts';
import { shapeFaults } from './dialect-shape.ts';

process.env.REKEY_LOG = 'nothing';

const former = 'the secret that the proxy sent before';
const { proxySecretHashes } = parseSettings({
  REKEY_PROXY_SECRET_HASHES: [proxySecret, former].map(hashOf).join(','),
  REKEY_CLIENT_ADDRESS_HEADER: 'x-rekey-client',
});
const settings = { ...localSettings(), proxySecretHashes, clientAddressHeader: 'x-rekey-client', onlyThroughProxy: true };

let calls = 0;
const world = memoryWorld(settings, {
  onCall: () => {
    calls += 1;
  },
});
const callOf = await callsOfRoutes(world);

const withSecret = (call: GoldenRequest, secret: string): GoldenRequest => ({
  ...call,
  headers: { ...call.headers, 'X-Rekey-Proxy': secret },
});

test.each(routes.map(({ id }) => id))(
  'F8 %s refuses a request past the proxy in its own words, and reads and writes nothing for it',
  async (id) => {
    const call = callOf[id] ?? never(id);
    calls = 0;
    for (const refused of [call, withSecret(call, 'another secret that is as long as the proxy’s')]) {
      const { status, headers, body } = await world.answer(refused, 50_000);
      expect({ status, calls }).toEqual({ status: 403, calls: 0 });
      // The list of passwords is part of a page, and its refusals are pages. The documents of Traffic Ops know no 403.
      const spoken = id === 'page/common-passwords' ? 'page/forgot-password' : id;
      const faults = shapeFaults(spoken, { status, headers: { 'set-cookie': '', ...headers }, body });
      expect(faults.filter((fault) => fault !== 'status 403')).toEqual([]);
    }
  },
);

test.each(routes.map(({ id }) => id))('F8 %s answers a request with either secret of the proxy', async (id) => {
  const call = callOf[id] ?? never(id);
  const answers = [
    await world.answer(withSecret(call, proxySecret), 50_001),
    await world.answer(withSecret(call, former), 50_002),
  ];
  expect(answers.map(({ status }) => status)).not.toContain(403);
});

function never(id: string): never {
  throw new Error(`no call of ${id}`);
}
