import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { LoadFunction } from '#infra/local/load-function.ts';
import { startStack } from '#infra/local/start-stack.ts';
import { wireWorld } from '#test/golden/wire-world.ts';
import { unitsOf, watchItems } from './count-units.ts';
import { resetSteps } from './reset-steps.ts';
import { inRoundTrips, startWire, type Wire, type WireCall } from './wire.ts';

/**
 * Runs a whole reset of each product with the bundled functions and prints what each function sent over the wire. It runs every reset twice and counts
 * the second one, so that the functions are warm.
 */
const [functionsDir = 'build/functions'] = process.argv.slice(2);
process.env.REKEY_BCRYPT_COST = '10';

let wires: readonly [dynamo: Wire, ses: Wire] | undefined;
let mailMayGo = Promise.withResolvers<void>();

/** A function reads the addresses of the wires when it is loaded. A mail function waits until the request that invoked it has been counted. */
const load: LoadFunction = async (id) => {
  wires ??= await Promise.all([startDatabaseWire(), startWire(`${process.env.AWS_ENDPOINT_URL_SES}`)]);
  process.env.AWS_ENDPOINT_URL_DYNAMODB = process.env.AWS_ENDPOINT_URL_SECRETS_MANAGER = wires[0].url;
  process.env.AWS_ENDPOINT_URL_SES = wires[1].url;
  const { handler } = await import(pathToFileURL(path.resolve(functionsDir, id, 'index.mjs')).href);
  if (!id.startsWith('mail/')) {
    return handler;
  }
  return async (...parameters: unknown[]) => {
    await mailMayGo.promise;
    return handler(...parameters);
  };
};

async function startDatabaseWire(): Promise<Wire> {
  const target = `${process.env.AWS_ENDPOINT_URL_DYNAMODB}`;
  return startWire(target, watchItems(target));
}

const stack = await startStack({ port: 0, dynamoPort: 0, inboxPort: 0, quiet: true, handlers: load });
const world = wireWorld(stack);

async function countReset(realm: keyof typeof resetSteps, person: string) {
  const id = realm === 'crafter-profile' ? `5928${person.padStart(20, '0')}` : `person-${person}`;
  await world.storeAccount({
    realm,
    id,
    tenant: 'sample-tenant',
    details: { role: 'operations', roleId: 3, tenantId: 1, id: 1 },
  });
  const counts = [];
  let known = {};
  for (const step of resetSteps[realm]) {
    for (const wire of wires ?? []) {
      wire.calls.length = 0;
    }
    const isMail = step.id.startsWith('mail/');
    if (isMail) {
      await letMailGo();
    }
    const calls = isMail ? (wires ?? []).flatMap((wire) => wire.calls) : undefined;
    known = await step.run(world, id, known);
    counts.push(counted(step.id, calls ?? (wires ?? []).flatMap((wire) => wire.calls)));
  }
  return { realm, counts };
}

async function letMailGo(): Promise<void> {
  mailMayGo.resolve();
  await stack.streams.idle();
  mailMayGo = Promise.withResolvers();
}

function counted(id: string, calls: readonly WireCall[]) {
  return { id, operations: calls.map(({ operation }) => operation), roundTrips: inRoundTrips(calls).length, ...unitsOf(calls) };
}

const resets = [];
for (const realm of ['crafter-profile', 'crafter-studio', 'traffic-ops'] as const) {
  await countReset(realm, '1');
  resets.push(await countReset(realm, '2'));
}
console.log(JSON.stringify(resets));
process.exit(0);
