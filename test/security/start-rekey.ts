import { jest } from '@jest/globals';
import { demoSecrets, storeDemo } from '#infra/demo/store-demo.ts';
import { startApi } from '#infra/local/api.ts';
import { createTables } from '#infra/local/create-tables.ts';
import { startDatabase } from '#infra/local/database.ts';
import { findRoute } from '#infra/local/find-route.ts';
import { type Inbox, startInbox } from '#infra/local/inbox.ts';
import { loadSource } from '#infra/local/load-function.ts';
import { localSettings, setLocalEnvironment } from '#infra/local/local-environment.ts';
import { streamedTables } from '#infra/local/streamed-tables.ts';
import { dynamoClient, limitsClient } from '#lib/dynamo/client.ts';
import { routes } from '#lib/routes.ts';
import { currentSettings } from '#lib/settings/settings.ts';
import type { GoldenRequest, GoldenResponse } from '#test/golden/exchange.ts';
import { sendEvent } from '#test/golden/send-event.ts';
import { type WireWorld, wireWorld } from '#test/golden/wire-world.ts';
import { deliveryByHand, type StreamedRecord } from './delivery-by-hand.ts';
import { knowOuterErrors } from './know-outer-errors.ts';
import { type Line, startLine } from './start-line.ts';

export type Letter = {
  to: readonly string[];
  subject: string;
  /** Headers and both parts, decoded. */
  text: string;
  /** The token in its link; empty for a mail without one. */
  token: string;
};

/** The whole of Rekey with a hand on everything: its clock, its streams and its lines to the AWS services. */
export type Rekey = {
  world: WireWorld;
  /** Epoch milliseconds. Time stands still but for what is added here. */
  clock: { now: number };
  database: Line;
  mail: Line;
  /** Every record of every stream, also of those that wake nobody. */
  records: readonly StreamedRecord[];
  /** Gives a request to its function, past the local server. Without an address it comes from one that nobody else has. */
  send(request: GoldenRequest, address?: number): Promise<GoldenResponse>;
  /** Hands over what waits in the streams, until nothing does or something has to be tried again. Says how many records wait then. */
  deliver(): Promise<number>;
  /** Puts the records from this one on into their streams once more. */
  replay(from: number): void;
  /** The mails that went out since this was last asked. */
  letters(): Letter[];
  stop(): Promise<void>;
};

type Settings = { readonly [variable: string]: string };

let lastAddress = 0;

/** Once per test file: settings are read once per process. */
export async function startRekey(settings: Settings = {}): Promise<Rekey> {
  knowOuterErrors();
  const clock = { now: Date.now() };
  jest.spyOn(Date, 'now').mockImplementation(() => clock.now);
  Object.assign(process.env, settings);
  const current = localSettings();
  const delivery = deliveryByHand(current);
  const tables = streamedTables(current);
  const port = { number: 0, variable: '' };
  const secrets = demoSecrets(current);
  const [database, inbox] = await Promise.all([
    startDatabase({ port, folder: undefined, secrets, tables, onRecord: delivery.accept }),
    startInbox(port),
  ]);
  const [databaseLine, mailLine] = await Promise.all([startLine(database.url), startLine(inbox.url)]);
  const api = await startApi({ port, routes, handlers: load, report: () => undefined });
  const urls = { apiUrl: api.url, databaseUrl: databaseLine.url, inboxUrl: mailLine.url };
  setLocalEnvironment(urls, true);
  // Cheaper than any operator may have it.
  Object.assign(currentSettings(), { bcryptCost: 4 });
  await createTables(dynamoClient(), current);
  await storeDemo(current);
  return {
    world: wireWorld({ settings: current, apiUrl: urls.apiUrl, inboxUrl: inbox.url }),
    clock,
    database: databaseLine,
    mail: mailLine,
    records: delivery.records,
    send: async (request, address = ++lastAddress) => {
      const [path = ''] = request.path.split('?');
      const id = findRoute(routes, request.method, decodeURIComponent(path))?.id ?? '';
      return sendEvent(id, await load(id), request, address);
    },
    deliver: delivery.deliver,
    replay: delivery.replay,
    letters: () => inbox.rawMails.splice(0).map(read),
    stop: async () => {
      await Promise.all([api.stop(), databaseLine.close(), mailLine.close()]);
      for (const client of [dynamoClient(), limitsClient()]) {
        client.destroy();
      }
      await Promise.all([database.stop(), inbox.stop()]);
      jest.restoreAllMocks();
    },
  };
}

// A function's handler is known by its route alone; the local server trusts it the same way.
const load = (id: string) => loadSource(id) as Promise<Parameters<typeof sendEvent>[1]>;

function read({ raw, destinations }: Inbox['rawMails'][number]): Letter {
  const text = raw
    .toString()
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  const subject = /^Subject: (.*)\r$/m.exec(text)?.[1] ?? '';
  return { to: destinations, subject, text, token: /[tT]oken(?:Id)?=([\w-]{43})\b/.exec(text)?.[1] ?? '' };
}
