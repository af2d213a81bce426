import type { LoadFunction } from '#infra/local/api/load-function.ts';
import type { Doubles } from '#infra/local/doubles/start-doubles.ts';
import { type Stack, startStack } from '#infra/local/start-stack.ts';
import { startUpstreamStack } from '#infra/local/start-upstream-stack.ts';
import type { AccountReference } from '#lib/reset/ports.ts';
import { type WireWorld, wireWorld } from '#test/golden/wire-world.ts';
import type { PlaceOfAccounts } from './timed-routes.ts';

export type PlaceStack = {
  stack: Stack;
  world: WireWorld;
  /** Stores someone where the accounts are. */
  storePerson(person: AccountReference): Promise<void>;
  /** The calls that the products' own servers have got, as method and path. */
  serverCalls(): readonly string[];
};

const options = { port: 0, dynamoPort: 0, inboxPort: 0, quiet: true };
const anyPort = { number: 0, variable: 'none' };
const anyPorts = { 'crafter-profile': anyPort, 'crafter-studio': anyPort, 'traffic-ops': anyPort };

/** Starts the local stack with the accounts in this place. Stand-ins of the products' servers run in this process, too. */
export async function startPlaceStack(place: PlaceOfAccounts, handlers: LoadFunction): Promise<PlaceStack> {
  if (place === 'own table') {
    const stack = await startStack({ ...options, handlers });
    const world = wireWorld(stack);
    return { stack, world, storePerson: (person) => world.storeAccount(inOwnTable(person)), serverCalls: () => [] };
  }
  const stack = await startUpstreamStack({ ...options, handlers }, anyPorts);
  const { doubles } = stack;
  return {
    stack,
    world: wireWorld(stack),
    storePerson: async (person) => storeInDouble(doubles, person),
    serverCalls: () => Object.values(doubles).flatMap(({ requests }) => requests.map(({ method, path }) => `${method} ${path}`)),
  };
}

function inOwnTable(person: AccountReference) {
  const details = { role: 'operations', roleId: 3, tenantId: 1, id: 1 };
  return { ...person, tenant: 'sample-tenant', details };
}

/** A profile needs a password, whose salt Rekey asks for. Nothing here reads the others. */
function storeInDouble(doubles: Doubles, { realm, id }: AccountReference): void {
  switch (realm) {
    case 'crafter-profile':
      doubles[realm].store.createProfile({ tenant: 'sample-tenant', id, username: id, password: 'old-pw-1' });
      return;
    case 'crafter-studio':
      doubles[realm].store.createUser({ username: id, password: '' });
      return;
    case 'traffic-ops':
      doubles[realm].store.createUser({ username: id, role: 'operations' });
      return;
    default:
      throw new Error(`no server has the realm ${realm satisfies never}`);
  }
}
