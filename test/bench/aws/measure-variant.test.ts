import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { afterEach, expect, test } from '@jest/globals';
import { type MeasuredFunction, measureVariant } from './measure-variant.ts';
import { reportIn } from './report-line.ts';
import { mostDollars, variants } from './variants.ts';

const asText =
  'START RequestId: 8f5 Version: $LATEST\n{"level":"INFO"}\nEND RequestId: 8f5\nREPORT RequestId: 8f5\tDuration: 23.41 ms\tBilled Duration: 312 ms\tMemory Size: 1024 MB\tMax Memory Used: 98 MB\tInit Duration: 287.90 ms\t\n';
const asJson = (initDurationMs: number | undefined, durationMs = 20) =>
  JSON.stringify({
    time: '2026-01-01T00:00:00.000Z',
    type: 'platform.report',
    record: {
      requestId: '8f5',
      metrics: { durationMs, billedDurationMs: 320, memorySizeMB: 1024, maxMemoryUsedMB: 98, initDurationMs },
      status: 'success',
    },
  });

test('the report of a cold start is read from a log of text and from one of JSON', () => {
  const rest = { memoryMegabytes: 1024, usedMegabytes: 98 };
  expect(reportIn(asText)).toEqual({ initMs: 287.9, durationMs: 23.41, billedMs: 312, ...rest });
  expect(reportIn(`{"level":"INFO"}\n${asJson(300)}\n`)).toEqual({ initMs: 300, durationMs: 20, billedMs: 320, ...rest });
  expect(reportIn(asJson(undefined)).initMs).toBeUndefined();
  expect(() => reportIn('{"level":"INFO"}')).toThrow('no report');
});

test('the price is an upper bound in dollars', () => {
  expect(mostDollars(18, 11)).toBeCloseTo(0.018, 3);
});

type Configuration = { MemorySize: number; Environment: { Variables: { [name: string]: string } } };
const own: Configuration = { MemorySize: 1769, Environment: { Variables: { REKEY_LANGUAGE: 'de' } } };

let stop: () => void = () => undefined;
afterEach(() => stop());

/** An endpoint of Lambda whose INIT takes as many milliseconds as the function has megabytes. */
async function startFakeLambda({ isWarm = false, failsAfter = Number.POSITIVE_INFINITY } = {}) {
  const seen: Configuration[] = [];
  let invocations = 0;
  let current = own;
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const headers: { [name: string]: string } = { 'content-type': 'application/json' };
    if (request.method === 'PUT') {
      const { MemorySize, Environment } = JSON.parse(body);
      current = { MemorySize, Environment };
      seen.push(current);
    }
    if (request.method === 'POST') {
      invocations++;
      headers['x-amz-log-result'] = Buffer.from(asJson(isWarm ? undefined : current.MemorySize)).toString('base64');
      if (invocations > failsAfter) {
        headers['x-amz-function-error'] = 'Unhandled';
      }
    }
    const isConfiguration = request.url?.endsWith('/configuration');
    response.writeHead(200, headers);
    response.end(JSON.stringify(isConfiguration ? current : { Configuration: { ...current, LastUpdateStatus: 'Successful' } }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const client = new LambdaClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
  });
  stop = () => {
    client.destroy();
    server.closeAllConnections();
    server.close();
  };
  return { client, seen, invocations: () => invocations };
}

const measured: MeasuredFunction = { functionId: 'page/reset-password', name: 'fn', eventOf: (number) => ({ number }) };

test('both sides start in turn, and the function gets its own configuration back', async () => {
  const lambda = await startFakeLambda();
  const measurement = { client: lambda.client, variant: variants.memory, rounds: 3, isStopped: () => false };
  const figures = await measureVariant(measured, measurement);
  expect(lambda.seen.slice(0, -1).map(({ MemorySize }) => MemorySize)).toEqual([512, 1024, 1024, 512, 512, 1024]);
  const rounds = lambda.seen.slice(0, -1).map(({ Environment: { Variables } }) => Variables);
  expect(new Set(rounds.map(({ REKEY_BENCH_ROUND }) => REKEY_BENCH_ROUND)).size).toBe(6);
  expect(rounds.every(({ REKEY_LANGUAGE }) => REKEY_LANGUAGE === 'de')).toBe(true);
  expect(lambda.seen.at(-1)).toEqual(own);
  const [init, , both] = figures;
  expect(init).toMatchObject({ figure: 'INIT, 1,024 MB beside 512 MB', value: 1024, limit: 512 });
  expect(both).toMatchObject({ value: 1044, limit: 532 });
});

test.each([
  ['init-work', 'REKEY_WITHOUT_INIT_WORK'],
  ['code-cache', 'REKEY_WITHOUT_CODE_CACHE'],
] as const)('%s differs by a variable and keeps the memory', async (name, variable) => {
  const lambda = await startFakeLambda();
  await measureVariant(measured, { client: lambda.client, variant: variants[name], rounds: 1, isStopped: () => false });
  expect(lambda.seen.map(({ Environment: { Variables } }) => Variables[variable])).toEqual(['true', undefined, undefined]);
  expect(new Set(lambda.seen.map(({ MemorySize }) => MemorySize))).toEqual(new Set([1769]));
});

test('the function gets its configuration back if the person stops, if it fails, and if its process was there already', async () => {
  const stopped = await startFakeLambda();
  const isStopped = () => stopped.invocations() >= 2;
  await measureVariant(measured, { client: stopped.client, variant: variants.memory, rounds: 50, isStopped });
  expect([stopped.invocations(), stopped.seen.at(-1)]).toEqual([2, own]);
  stop();
  const failing = await startFakeLambda({ failsAfter: 1 });
  const measure = (client: LambdaClient) =>
    measureVariant(measured, { client, variant: variants.memory, rounds: 2, isStopped: () => false });
  await expect(measure(failing.client)).rejects.toThrow('page/reset-password failed (Unhandled)');
  expect(failing.seen.at(-1)).toEqual(own);
  stop();
  const warm = await startFakeLambda({ isWarm: true });
  await expect(measure(warm.client)).rejects.toThrow('did not start a new process');
  expect(warm.seen.at(-1)).toEqual(own);
});
