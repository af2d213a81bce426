import type { SecretVersions } from '#lib/reset/ports.ts';
import type { HttpOutcome } from '#lib/upstream/exchange.ts';
import type { HttpCall, HttpClient } from '#lib/upstream/http-client.ts';
import { ServerUnavailable } from '#lib/upstream/product-server.ts';
import { mintSession } from './mint-session.ts';

export type TrafficOpsApi = {
  /** Calls the API as Rekey's service user. */
  send(call: TrafficOpsCall): Promise<HttpOutcome>;
  /** Calls the API 3.1 as this user. */
  sendLegacyAs(username: string, call: TrafficOpsCall): Promise<HttpOutcome>;
  /** Calls the API as nobody. */
  sendAnonymously(call: TrafficOpsCall): Promise<HttpOutcome>;
};

/** `path` follows the version, without a slash at its beginning. */
type TrafficOpsCall = { method: HttpCall['method']; path: string; ifMatch?: string; body?: object };

export type TrafficOpsApiOptions = {
  client: HttpClient;
  /** The server's `secrets[0]`. After a rotation there, or before one, it may still be the previous version. */
  secrets(): Promise<SecretVersions>;
  serviceUser: string;
  /** Epoch milliseconds. */
  now?: () => number;
};

/** The 3.x APIs are not among them: they ignore a filter by address and answer with every user. */
const versions = ['5.0', '4.0'] as const;
const legacyVersion = '3.1';
/** Of a minted session: long enough for one call and for clocks that differ a little. */
const lifetimeSeconds = 60;
const readMilliseconds = 4000;
/** The server computes a scrypt hash, which takes 40 ms at least. */
const writeMilliseconds = 5000;

export function trafficOpsApi({ client, secrets, serviceUser, now = Date.now }: TrafficOpsApiOptions): TrafficOpsApi {
  const sendIn = (version: string, { method, path, ifMatch, body }: TrafficOpsCall, cookie?: string) =>
    client.send({
      method,
      path: `/api/${version}/${path}`,
      headers: {
        accept: 'application/json',
        ...(cookie !== undefined && { cookie }),
        ...(ifMatch !== undefined && { 'if-match': ifMatch }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      answerMilliseconds: method === 'GET' ? readMilliseconds : writeMilliseconds,
    });
  const sendAs = async (username: string, version: string, call: TrafficOpsCall) => {
    const [current, ...previous] = await secrets().catch(withoutCredential);
    const sendWith = (secret: string) =>
      sendIn(version, call, mintSession({ username, expires: Math.floor(now() / 1000) + lifetimeSeconds }, secret));
    let outcome = await sendWith(current);
    for (const secret of previous) {
      outcome = hasStatus(outcome, 401) ? await sendWith(secret) : outcome;
    }
    return outcome;
  };
  let [version]: readonly [string, ...string[]] = versions;
  /** A server that does not know the version answers 501 and does nothing. */
  const inKnownVersion = async (send: (version: string) => Promise<HttpOutcome>) => {
    const outcome = await send(version);
    if (version === versions[1] || !hasStatus(outcome, 501)) {
      return outcome;
    }
    version = versions[1];
    return send(version);
  };
  return {
    send: (call) => inKnownVersion((known) => sendAs(serviceUser, known, call)),
    sendLegacyAs: (username, call) => sendAs(username, legacyVersion, call),
    sendAnonymously: (call) => inKnownVersion((known) => sendIn(known, call)),
  };
}

/** Nothing is sent then. */
function withoutCredential(cause: unknown): never {
  throw new ServerUnavailable('NO_CREDENTIAL', { cause });
}

function hasStatus(outcome: HttpOutcome, status: number): boolean {
  return outcome.outcome === 'answer' && outcome.status === status;
}
