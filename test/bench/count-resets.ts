import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { demoCredentials } from '#infra/demo/demo-credentials.ts';
import type { LoadFunction } from '#infra/local/api/load-function.ts';
import { profileTokens } from '#infra/local/doubles/crafter-profile/seed-profiles.ts';
import { unitsOf, watchItems } from './count-units.ts';
import { startPlaceStack } from './place-stack.ts';
import { type Known, resetSteps } from './reset-steps.ts';
import { placesOfAccounts } from './timed-routes.ts';
import { inRoundTrips, startWire, type Wire, type WireCall } from './wire.ts';

/**
 * Runs a whole reset of each product with the bundled functions and prints what each function sent over the wire, and what the product's own server got.
 * It runs every reset twice and counts the second one, so that the functions are warm.
 */
const [functionsDir = '', givenPlace] = process.argv.slice(2);
const place = placesOfAccounts.find((each) => each === givenPlace) ?? 'own table';
const accessTokenId = place === 'upstream' ? profileTokens.application : demoCredentials.accessTokenId;
process.env.REKEY_BCRYPT_COST = '10';

/** Long enough that calls over the wires that are sent beside one end before it. The mailer's questions about a salt have nothing beside them. */
const serverMilliseconds = 150;

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

const { stack, world, storePerson, serverCalls } = await startPlaceStack(place, load);
await world.storeApplication(accessTokenId, {});
for (const double of Object.values(stack.doubles ?? {})) {
  double.inject({ path: /^(?!.*count_by_query)/, fault: { kind: 'late', until: serverMilliseconds } });
}

async function countReset(realm: keyof typeof resetSteps, person: string) {
  const id = realm === 'crafter-profile' ? `5928${person.padStart(20, '0')}` : `person-${person}`;
  await storePerson({ realm, id });
  const counts = [];
  let known: Known = { accessTokenId };
  for (const step of resetSteps[realm]) {
    for (const wire of wires ?? []) {
      wire.calls.length = 0;
    }
    const callsBefore = serverCalls().length;
    const isMail = step.id.startsWith('mail/');
    if (isMail) {
      await letMailGo();
    }
    const calls = isMail ? (wires ?? []).flatMap((wire) => wire.calls) : undefined;
    known = await step.run(world, id, known);
    const onTheWire = counted(step.id, calls ?? (wires ?? []).flatMap((wire) => wire.calls));
    counts.push({ ...onTheWire, serverCalls: serverCalls().slice(callsBefore) });
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
