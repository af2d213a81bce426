import { createServer, type IncomingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { close, listen } from '#infra/local/api/listen.ts';

/** One call over the wire. Times are in milliseconds. */
export type WireCall = { operation: string; input: string; output: string; sentAt: number; answeredAt: number };

/** Does something just before and just after a call. */
export type AroundCall = (call: WireCall, pass: () => Promise<Response>) => Promise<Response>;

export type Wire = { url: string; calls: WireCall[]; stop(): Promise<void> };

/** Long enough that calls that are sent together overlap, even on a busy machine. */
const latencyMilliseconds = 40;

/** Starts a proxy that passes calls to a service of the local stack with the latency of a distant one, and records them. */
export async function startWire(target: string, aroundCall: AroundCall = (_, pass) => pass()): Promise<Wire> {
  const calls: WireCall[] = [];
  const server = createServer(async (request, response) => {
    const input = (await buffer(request)).toString();
    const call = { operation: operationOf(request.headers, input), input, output: '', sentAt: performance.now(), answeredAt: 0 };
    calls.push(call);
    await setTimeout(latencyMilliseconds);
    const answer = await aroundCall(call, () =>
      fetch(target + request.url, { method: 'POST', headers: passedOn(request.headers), body: input }),
    );
    call.output = await answer.text();
    call.answeredAt = performance.now();
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' }).end(call.output);
  });
  return { url: await listen(server, { number: 0, variable: 'none' }), calls, stop: () => close(server) };
}

/** Calls that overlap are one round trip. A call that is sent after an answer came has waited for that answer. */
export function inRoundTrips(calls: readonly WireCall[]): WireCall[][] {
  const trips: WireCall[][] = [];
  for (const call of calls.toSorted((a, b) => a.sentAt - b.sentAt)) {
    const trip = trips.at(-1);
    if (trip?.some(({ answeredAt }) => answeredAt > call.sentAt)) {
      trip.push(call);
    } else {
      trips.push([call]);
    }
  }
  return trips;
}

/** For example `DynamoDB_20120810.GetItem`, or `SendRawEmail` for SES. */
function operationOf({ 'x-amz-target': target }: IncomingHttpHeaders, input: string): string {
  return typeof target === 'string' ? target : (new URLSearchParams(input).get('Action') ?? 'unknown');
}

function passedOn(headers: IncomingHttpHeaders): Record<string, string> {
  const names = ['content-type', 'x-amz-target', 'authorization', 'x-amz-date'];
  return Object.fromEntries(names.flatMap((name) => (typeof headers[name] === 'string' ? [[name, headers[name]]] : [])));
}
