import { unmarshall } from '@aws-sdk/util-dynamodb';
import { sha256 } from '#lib/reset/token.ts';
import type { BareMailCall } from './bare-mail-client.ts';
import { inNewProcess } from './in-new-process.ts';
import { inRoundTrips, startWire, type WireCall } from './wire.ts';

/**
 * Records the calls to DynamoDB and SES that a bundled function makes for an event.
 *
 * @param name the person's name in the calls
 * @returns the calls for another name of the same length, in the same round trips
 */
export async function recordCalls(url: string, event: unknown, name: string): Promise<(other: string) => BareMailCall[][]> {
  const wires = await Promise.all([
    startWire(`${process.env.AWS_ENDPOINT_URL_DYNAMODB}`),
    startWire(`${process.env.AWS_ENDPOINT_URL_SES}`),
  ]);
  const [database, mail] = wires;
  const variables = { AWS_ENDPOINT_URL_DYNAMODB: database.url, AWS_ENDPOINT_URL_SES: mail.url };
  await inNewProcess('record-event', variables, url, JSON.stringify(event));
  await Promise.all(wires.map(({ stop }) => stop()));
  const trips = inRoundTrips(wires.flatMap(({ calls }) => calls)).map((trip) => trip.map(bareCall));
  const template = JSON.stringify(trips);
  return (other) =>
    JSON.parse(
      template.replaceAll(name, other).replace(/\b[0-9a-f]{32,64}\b/g, (hash) => otherHash(hash, other)),
      (key, value) => (key === 'Data' ? Buffer.from(value, 'base64') : value),
    );
}

/** A mail, a mailbox and a token are named by a hash, and each person has others. */
export function otherHash(hash: string, other: string): string {
  return sha256(`${hash} ${other}`).slice(0, hash.length);
}

function bareCall({ operation, input }: WireCall): BareMailCall {
  if (operation === 'SendRawEmail') {
    const form = new URLSearchParams(input);
    return {
      operation,
      input: {
        Source: form.get('Source'),
        Destinations: [form.get('Destinations.member.1')],
        RawMessage: { Data: form.get('RawMessage.Data') },
        Tags: [{ Name: form.get('Tags.member.1.Name'), Value: form.get('Tags.member.1.Value') }],
      },
    };
  }
  const { Key, Item, ExpressionAttributeValues, ...others } = JSON.parse(input);
  const plain = Object.entries({ Key, Item, ExpressionAttributeValues }).flatMap(([name, attributes]) =>
    attributes ? [[name, unmarshall(attributes)]] : [],
  );
  return { operation: operation.split('.')[1] ?? '', input: { ...others, ...Object.fromEntries(plain) } };
}
