import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { forgotPassword } from '#test/golden/crafter-studio/parts.ts';
import { eventOf } from '#test/golden/send-event.ts';
import type { BareCall } from './bare-client.ts';
import { bareClientId } from './bundle-everything.ts';
import { inNewProcess } from './in-new-process.ts';
import { inRoundTrips, startWire } from './wire.ts';

/** The request for which a function is compared with the bare client: a Studio user forgot her password, and accounts are concealed. */
export type MeasuredRequest = {
  /** For each side, a bundle and a function that makes a new event for it. */
  sides: { [side in 'function' | 'bare']: { url: string; event: () => unknown } };
};

export const measuredId = 'crafter-studio/forgot-password';
const marker = 'nobody-000000';
let people = 0;

const bundleUrl = (outDir: string, id: string) => pathToFileURL(path.resolve(outDir, id, 'index.mjs')).href;
const eventFor = (person: string) => eventOf(forgotPassword(`?username=${person}`).request, 1);
const nextPerson = () => `nobody-${String(++people).padStart(6, '0')}`;

/** Records the calls of the function, so that the bare client can make the same calls in the same number of round trips. */
export async function measureRequest(outDir: string): Promise<MeasuredRequest> {
  const wire = await startWire(`${process.env.AWS_ENDPOINT_URL_DYNAMODB}`);
  const url = bundleUrl(outDir, measuredId);
  await inNewProcess('first-request', { AWS_ENDPOINT_URL_DYNAMODB: wire.url }, url, JSON.stringify(eventFor(marker)));
  await wire.stop();
  const template = JSON.stringify(inRoundTrips(wire.calls).map((trip) => trip.map(bareCall)));
  const nonce = /":nonce":"([^"]+)"/.exec(template)?.[1] ?? 'none';
  const bareEvent = () =>
    JSON.parse(template.replaceAll(marker, nextPerson()).replaceAll(nonce, randomBytes(16).toString('base64url')));
  return {
    sides: {
      function: { url, event: () => eventFor(nextPerson()) },
      bare: { url: bundleUrl(outDir, bareClientId), event: bareEvent },
    },
  };
}

function bareCall({ operation, input }: { operation: string; input: string }): BareCall {
  const { Key, ExpressionAttributeValues, ...others } = JSON.parse(input);
  const values = ExpressionAttributeValues && { ExpressionAttributeValues: unmarshall(ExpressionAttributeValues) };
  return { operation: operation.split('.')[1] ?? '', input: { ...others, Key: unmarshall(Key), ...values } };
}
