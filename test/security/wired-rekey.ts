import { jest } from '@jest/globals';
import { demoPeople } from '#infra/demo/demo-people.ts';
import { storeDemo } from '#infra/demo/store-demo.ts';
import { startApi } from '#infra/local/api/api.ts';
import { findRoute } from '#infra/local/api/find-route.ts';
import { loadSource } from '#infra/local/api/load-function.ts';
import { createTables } from '#infra/local/database/create-tables.ts';
import { startDatabase } from '#infra/local/database/database.ts';
import { streamedTables } from '#infra/local/database/streamed-tables.ts';
import { type Inbox, startInbox } from '#infra/local/inbox/inbox.ts';
import { localSettings, setLocalEnvironment } from '#infra/local/local-environment.ts';
import { dynamoClient, limitsClient } from '#lib/dynamo/client.ts';
import { storeApplication } from '#lib/dynamo/operator/applications.ts';
import { storeAccount } from '#lib/dynamo/operator/store-account.ts';
import { type TableId, tables } from '#lib/dynamo/tables.ts';
import { routes } from '#lib/routes.ts';
import { currentSettings, type Settings } from '#lib/settings/settings.ts';
import { credentials, isProduction } from '#test/credentials.ts';
import { sendEvent } from '#test/golden/send-event.ts';
import { type WireWorld, wireWorld } from '#test/golden/wire-world.ts';
import { ownApplication } from '#test/golden/world.ts';
import { deliveryByHand, type StreamedRecord } from './delivery-by-hand.ts';
import { knowOuterErrors } from './know-outer-errors.ts';
import { type Letter, type Rekey, type SettingVariables, selfServiceTenants, type Touch } from './rekey.ts';
import { jsonError, type Line, type LineCall, mailError, startLine } from './start-line.ts';

/** Rekey over the protocols of DynamoDB and SES, with control of its lines to them. */
export type WiredRekey = Rekey & {
  world: WireWorld;
  database: Line;
  mail: Line;
  /** Every record of every stream, including records that wake no reader. */
  records: readonly StreamedRecord[];
  /** Puts this record and all later ones into their streams again. */
  replay(from: number): void;
};

let lastAddress = 0;

/** Call it once per test file, because settings are read once per process. */
export async function startWiredRekey(settings: SettingVariables = {}, { demo = !isProduction } = {}): Promise<WiredRekey> {
  knowOuterErrors();
  const clock = { now: Date.now() };
  jest.spyOn(Date, 'now').mockImplementation(() => clock.now);
  Object.assign(process.env, { REKEY_CRAFTER_PROFILE_SELF_SERVICE: selfServiceTenants, ...settings });
  const current = { ...localSettings(), demo };
  const delivery = deliveryByHand(current);
  const streamed = streamedTables(current);
  const port = { number: 0, variable: '' };
  const secrets = {
    [current.administratorSecret]: { AWSCURRENT: credentials.administratorSecret },
    [current.trafficOpsSessionSecret]: { AWSCURRENT: credentials.trafficOpsSessionSecret },
  };
  const [database, inbox] = await Promise.all([
    startDatabase({ port, folder: undefined, secrets, tables: streamed, onRecord: delivery.accept }),
    startInbox(port),
  ]);
  const [databaseLine, mailLine] = await Promise.all([startLine(database.url), startLine(inbox.url)]);
  const api = await startApi({ port, routes: () => routes, handlers: load, report: () => undefined });
  const urls = { apiUrl: api.url, databaseUrl: databaseLine.url, inboxUrl: mailLine.url };
  setLocalEnvironment(urls, true);
  // The cost is lower than an operator may set it.
  Object.assign(currentSettings(), { bcryptCost: 4, demo });
  await createTables(dynamoClient(), current);
  await (demo ? storeDemo(current) : storeOwn(current));
  return {
    world: wireWorld({ settings: current, apiUrl: urls.apiUrl, inboxUrl: inbox.url }),
    clock,
    database: databaseLine,
    mail: mailLine,
    records: delivery.records,
    touched: () => databaseLine.calls.splice(0).flatMap((call) => touchedBy(call, current)),
    outage: ({ tables: away = [], mail = false }) => {
      const isAway = (call: LineCall) => touchedBy(call, current).some(({ table }) => away.includes(table));
      databaseLine.fault = (call) => (isAway(call) ? jsonError(500, 'InternalServerError') : undefined);
      mailLine.fault = () => (mail ? mailError(503, 'ServiceUnavailable') : undefined);
    },
    send: async (request, address = ++lastAddress) => {
      const [path = ''] = request.path.split('?');
      const id = findRoute(routes, request.method, decodeURIComponent(path))?.id ?? '';
      return sendEvent(id, await load(id), request, address);
    },
    handlerOf: load,
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

/** Stores the demo's people, and the application of the run unless it is the demo's, which Rekey refuses here (A5). */
async function storeOwn(settings: Settings): Promise<void> {
  const applications = isProduction ? [ownApplication] : [];
  await Promise.all([
    ...demoPeople.map((person) => storeAccount(settings, person, null)),
    ...applications.map((application) => storeApplication(settings, application)),
  ]);
}

// Only its route says what a function's handler is; the local server relies on this too.
const load = (id: string) => loadSource(id) as Promise<Parameters<typeof sendEvent>[1]>;

function touchedBy({ operation, body }: LineCall, settings: Settings): readonly Touch[] {
  const isWrite = /^(Put|Update|Delete)/.test(operation);
  const named = Object.entries(tables).filter(([, { nameSetting }]) => body.includes(`"TableName":"${settings[nameSetting]}"`));
  // The keys of `tables` are its ids; Object.entries widens their type.
  return named.map(([table]) => ({ table: table as TableId, isWrite }));
}

function read({ raw, destinations }: Inbox['rawMails'][number]): Letter {
  const text = raw
    .toString()
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  const subject = /^Subject: (.*)\r$/m.exec(text)?.[1] ?? '';
  return { to: destinations, subject, text, token: /[tT]oken(?:Id)?=([\w-]{43})\b/.exec(text)?.[1] ?? '' };
}
