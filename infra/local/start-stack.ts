import { join } from 'node:path';
import { storeDemo } from '#infra/demo/store-demo.ts';
import { auditFunction } from '#lib/audit/audit-function.ts';
import { dynamoClient } from '#lib/dynamo/client.ts';
import { recordTriedMinutes } from '#lib/mail/mail-functions.ts';
import { listenToLog } from '#lib/runtime/log.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { type ApiHandler, startApi } from './api/api.ts';
import type { LoadFunction, LoadKept } from './api/load-function.ts';
import { type AuditWriter, type LocalAudit, startLocalAudit } from './audit/local-audit.ts';
import { createTables } from './database/create-tables.ts';
import { startDatabase } from './database/database.ts';
import type { RetryDelays, StreamReader } from './database/stream-queue.ts';
import { type StreamedTable, streamedTables } from './database/streamed-tables.ts';
import { type StreamSource, type Streams, startStreams } from './database/streams.ts';
import type { Doubles } from './doubles/start-doubles.ts';
import { type Inbox, startInbox } from './inbox/inbox.ts';
import type { LocalMail } from './inbox/read-mails.ts';
import { type LocalUrls, localSettings, setLocalEnvironment } from './local-environment.ts';
import type { LocalPages } from './pages/local-pages.ts';
import type { LocalSecrets } from './secrets/answer-secrets.ts';
import { localSecrets } from './secrets/local-secrets.ts';
import { functionIds, type StackCode, stackCode } from './stack-code.ts';

export type StackOptions = {
  /** The ports. 0 takes any free port. */
  port: number;
  dynamoPort: number;
  inboxPort: number;
  /** The folder that keeps the data (default: memory). */
  dataDir?: string | undefined;
  /** They are added to the demo's secrets, or replace them. */
  secrets?: LocalSecrets;
  /** The stand-ins of the products' servers, if Rekey is in front of them. */
  doubles?: Doubles;
  /** Loads the functions (default: from their source files). */
  handlers?: LoadFunction;
  /** Returns the code to serve now, if it can change while the stack runs. */
  code?: () => StackCode;
  /** Turns off the logs of the functions and the stack's own reports. */
  quiet?: boolean;
  retryDelays?: RetryDelays;
  /** Called for every mail that the functions send. */
  onMail?: ((mail: LocalMail) => void) | undefined;
};

export type Stack = LocalUrls & {
  inbox: Inbox;
  streams: Streams;
  /** What the audit function has written since the start. */
  audit: LocalAudit;
  settings: Settings;
  doubles: Doubles | undefined;
  stop(): Promise<void>;
};

type StartOptions = StackOptions & { onStop: (end: () => Promise<void>) => void };

/**
 * Starts everything on loopback and resolves when it can serve. It sets `process.env` for the functions, which read it once. So start
 * one stack per process, or per test file.
 *
 * @throws {SettingsError | StartError} and leaves nothing running
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const end of stops.toReversed()) {
      await end();
    }
  };
  try {
    return { ...(await startParts({ ...options, onStop: (end) => stops.push(end) })), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Loads the reader with its first record, because the streams start before functions can be loaded. */
function streamSource(table: StreamedTable, settings: Settings, load: LoadKept): StreamSource {
  const { reader } = table.stream;
  return {
    table,
    maximumAgeMinutes: recordTriedMinutes(reader, settings),
    reader: async (event, context) => (await load<StreamReader>(reader))(event, context),
  };
}

async function startParts(options: StartOptions): Promise<Omit<Stack, 'stop'>> {
  const { port, dataDir, doubles, quiet = false, onStop } = options;
  const settings = localSettings();
  const tables = streamedTables(settings);
  const fixed = stackCode(options.handlers);
  const code = options.code ?? (() => fixed);
  const load: LoadKept = (id) => code().load(id);
  const report = quiet ? () => undefined : (line: string) => console.error(line);
  const ready = Promise.withResolvers<LocalPages>();
  // Functions read the public URL when they are loaded. So the port is opened first, and early requests wait.
  const loadWhenReady = async (id: string) => {
    await ready.promise;
    return load<ApiHandler>(id);
  };
  const pagesWhenReady: LocalPages = async (...asked) => (await ready.promise)(...asked);

  const streams = startStreams({ ...options, sources: tables.map((table) => streamSource(table, settings, load)), report });
  const audit = startLocalAudit({
    load: () => load<AuditWriter>(auditFunction.id),
    file: dataDir && join(dataDir, 'audit.jsonl'),
    report,
  });
  const database = await startDatabase({
    port: { number: options.dynamoPort, variable: 'DYNAMO_PORT' },
    folder: dataDir && join(dataDir, 'database'),
    secrets: localSecrets(settings, options.secrets),
    tables,
    onRecord: (tableName, record) => {
      streams.accept(tableName, record);
      audit.accept(record);
    },
  });
  onStop(database.stop);
  onStop(async () => {
    listenToLog(undefined);
    await audit.stop();
  });
  let startPage: string | undefined;
  const inbox = await startInbox(
    { number: options.inboxPort, variable: 'INBOX_PORT' },
    { folder: dataDir, startPage: () => startPage, onMail: options.onMail },
  );
  onStop(inbox.stop);
  onStop(streams.stop);
  const api = await startApi({
    port: { number: port, variable: 'PORT' },
    routes: () => code().servedRoutes(settings),
    handlers: loadWhenReady,
    pages: pagesWhenReady,
    report,
  });
  onStop(api.stop);
  startPage = `${api.url}/`;

  const urls = { apiUrl: api.url, databaseUrl: database.url, inboxUrl: inbox.url };
  setLocalEnvironment(urls, quiet);
  listenToLog(audit.hear);
  await createTables(dynamoClient(), settings);
  await storeDemo(settings);
  await Promise.all(functionIds(code(), settings).map((id) => load(id)));
  await streams.resume(database.call);
  ready.resolve((...asked) => {
    const { localPages, servedRoutes } = code();
    const routes = servedRoutes(settings);
    return localPages({ ...urls, doubles, routes, settings, audit, settled: streams.idle })(...asked);
  });
  return { ...urls, inbox, streams, audit, settings, doubles };
}
