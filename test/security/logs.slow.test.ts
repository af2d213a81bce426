// It takes seconds because it searches the log of a whole process under load for every secret that was sent.

import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { demoCredentials } from '#infra/demo/demo-credentials.ts';
import { localSettings, setLocalEnvironment } from '#infra/local/local-environment.ts';
import { sha256 } from '#lib/reset/token.ts';
import { crafterProfileExchanges } from '#test/golden/crafter-profile/exchanges.ts';
import { changePassword } from '#test/golden/crafter-profile/parts.ts';
import { crafterStudioExchanges } from '#test/golden/crafter-studio/exchanges.ts';
import { forgotPassword, setPassword, validateToken } from '#test/golden/crafter-studio/parts.ts';
import { fill, type GoldenRequest, type GoldenResponse, type Values } from '#test/golden/exchange.ts';
import { sendHttp } from '#test/golden/send-http.ts';
import { trafficOpsExchanges } from '#test/golden/traffic-ops/exchanges.ts';
import { postToken } from '#test/golden/traffic-ops/messages.ts';
import { type WireWorld, wireWorld } from '#test/golden/wire-world.ts';
import { runJourneys } from '#test/journeys/journeys.ts';
import { proxySecret, proxySecretHash } from '#test/proxy-secret.ts';
import { secretsIn } from './secrets-in.ts';
import { type LocalProcess, startProcess } from './start-process.ts';

let rekey: LocalProcess;
let world: WireWorld;

beforeAll(async () => {
  rekey = await startProcess({
    REKEY_LOG: 'all',
    REKEY_BCRYPT_COST: '10',
    REKEY_REQUESTS_PER_FIVE_MINUTES: '200',
    REKEY_PROXY_SECRET_HASHES: proxySecretHash,
    REKEY_CLIENT_ADDRESS_HEADER: 'x-client-address',
  });
  setLocalEnvironment(rekey, true);
  world = wireWorld({ ...rekey, settings: localSettings() });
}, 30_000);
afterAll(() => rekey.stop());

const secrets = new Set<string>([...Object.values(demoCredentials), proxySecret]);
let lastAddress = 40_000;

async function send(request: GoldenRequest, address = ++lastAddress): Promise<GoldenResponse> {
  const answer = await sendHttp(rekey.apiUrl, request, address);
  for (const secret of secretsIn(request, answer)) {
    secrets.add(secret);
  }
  return answer;
}

describe('F4 with the log on:', () => runJourneys(() => world));

test('F4 (W3) log and metrics hold no secret of the golden exchanges, the journeys, a load or defects', async () => {
  for (const { given, request } of someOfEveryRow) {
    await send(filled(request, { base: rekey.apiUrl, ...(await given?.(world)) }));
  }
  await Promise.all(Array.from({ length: 300 }, (_, index) => send(loadOf(index), addressOfTheLoad)));
  for (const request of await defectiveRequests()) {
    expect(await send(request)).toMatchObject({ status: 500 });
  }
  for (const token of await mailedTokens()) {
    secrets.add(token);
  }

  // Audit events name people, and have a log group of their own. They hold no secret either.
  const isAuditEvent = (line: string) => line.includes('"what":"');
  const lines = rekey.printed().split('\n');
  const audited = lines.filter(isAuditEvent).join('\n');
  expect(audited.match(/"what":"password-set"/g)?.length).toBeGreaterThan(0);
  expect([...secrets].filter((secret) => !secret.includes('@') && audited.includes(secret))).toEqual([]);
  const printed = lines.filter((line) => !isAuditEvent(line)).join('\n');
  expect(printed.match(/"message":"request"/g)?.length).toBeGreaterThan(400);
  expect(signs.filter((sign) => !printed.includes(sign))).toEqual([]);
  expect(secrets.size).toBeGreaterThan(200);
  expect([...secrets].filter((secret) => printed.includes(secret))).toEqual([]);
  expect(printed).not.toContain('jane.doe');
  expect(printed.match(/\$2[aby]\$|\beyJ[\w-]{10,}|mojolicious=|Bearer |[\w.+-]+@[\w-]+\.\w+/g)).toBeNull();
}, 60_000);

const exchanges = [...crafterProfileExchanges, ...crafterStudioExchanges, ...trafficOpsExchanges];
const byRow = Map.groupBy(exchanges, ({ route, title }) => `${route} ${title.split(' ')[0]}`);
const someOfEveryRow = [...byRow.values()].flatMap((row) => row.filter(({ settings }) => settings === undefined).slice(0, 3));

/** Checks that the searched log covers all of this. */
const signs = ['"status":429', '"status":500', 'unexpected failure', '"outcome":"sent"', '"TokensRefused"', '"MailsSent"'];

function filled({ path, headers = {}, body, ...request }: GoldenRequest, values: Values): GoldenRequest {
  const texts = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, fill(value, values)]));
  const content = typeof body === 'string' ? fill(body, values) : body;
  return { ...request, path: fill(path, values), headers: texts, ...(content !== undefined && { body: content }) };
}

const addressOfTheLoad = 39_000;

function loadOf(index: number): GoldenRequest {
  const token = randomBytes(32).toString('base64url');
  const requests = [
    forgotPassword(`?username=jane.doe${index}`),
    validateToken(`?token=${token}`),
    setPassword({ token, new: `pass phrase ${index} of the load` }),
    changePassword({ accessTokenId: randomUUID(), resetTokenId: token, newPassword: `pass phrase ${index} of the load` }),
  ].map(({ request }) => request);
  return requests[index % requests.length] ?? postToken({ t: token });
}

/** Calls that meet items that Rekey never writes. */
async function defectiveRequests(): Promise<GoldenRequest[]> {
  const secret = {
    passwordHash: `$2b$10$${'x'.repeat(53)}`,
    email: 'broken@example.com',
    credentialStamp: 'a stamp of a defect',
  };
  const { accountsTable, applicationsTable } = world.settings;
  await world.putItem(accountsTable, { account: 'crafter-studio#broken', username: 1, ...secret });
  const accessTokenId = randomUUID();
  await world.putItem(applicationsTable, { accessTokenHash: sha256(accessTokenId), name: 1 });
  return [
    forgotPassword('?username=broken').request,
    changePassword({ accessTokenId, resetTokenId: 'x', newPassword: 'y' }).request,
  ];
}

async function mailedTokens(): Promise<string[]> {
  const store = await (await fetch(`${rekey.inboxUrl}/store`)).text();
  return [...store.matchAll(/token(?:Id)?=(?:3D)?([\w-]{43})/g)].map(([, token = '']) => token);
}
