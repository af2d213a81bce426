import {
  GetFunctionConfigurationCommand,
  InvokeCommand,
  type LambdaClient,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import { type Figure, shown } from '#test/bench/figure.ts';
import { median } from '#test/bench/statistics.ts';
import { type Report, reportIn } from './report-line.ts';
import type { Change, Variant } from './variants.ts';

export type MeasuredFunction = {
  functionId: string;
  /** Its name in Lambda. */
  name: string;
  /** Makes an event for each number, from another address each time. */
  eventOf(number: number): object;
};

type Measurement = {
  client: LambdaClient;
  variant: Variant;
  rounds: number;
  /** True as soon as the person wants to stop. */
  isStopped(): boolean;
};

type Original = { MemorySize: number; variables: { readonly [name: string]: string } };

/**
 * Measures cold starts of one function with both sides of a variant in turn. It gives the function back its own configuration, also when it is stopped
 * or fails. Lambda starts a new process after each change of the configuration.
 */
export async function measureVariant(measured: MeasuredFunction, measurement: Measurement): Promise<readonly Figure[]> {
  const { client, variant, rounds, isStopped } = measurement;
  const { MemorySize = 128, Environment } = await client.send(
    new GetFunctionConfigurationCommand({ FunctionName: measured.name }),
  );
  const original: Original = { MemorySize, variables: Environment?.Variables ?? {} };
  const samples = { before: [] as Report[], after: [] as Report[] };
  try {
    for (let round = 0; round < rounds && !isStopped(); round++) {
      for (const side of round % 2 === 0 ? (['before', 'after'] as const) : (['after', 'before'] as const)) {
        const number = 2 * round + (side === 'before' ? 1 : 2);
        const { MemorySize: megabytes, variables }: Change = variant[side].change;
        const changed = { ...original.variables, ...variables, REKEY_BENCH_ROUND: `${number}` };
        await configure(client, measured.name, { MemorySize: megabytes ?? original.MemorySize, variables: changed });
        samples[side].push(await coldStart(client, measured, number));
      }
    }
  } finally {
    await configure(client, measured.name, original);
  }
  return figuresOf(measured.functionId, variant, samples);
}

async function configure(client: LambdaClient, FunctionName: string, { MemorySize, variables }: Original): Promise<void> {
  await client.send(new UpdateFunctionConfigurationCommand({ FunctionName, MemorySize, Environment: { Variables: variables } }));
  await waitUntilFunctionUpdatedV2({ client, maxWaitTime: 120 }, { FunctionName });
}

async function coldStart(client: LambdaClient, { name, functionId, eventOf }: MeasuredFunction, number: number): Promise<Report> {
  const { LogResult = '', FunctionError } = await client.send(
    new InvokeCommand({ FunctionName: name, LogType: 'Tail', Payload: JSON.stringify(eventOf(number)) }),
  );
  if (FunctionError !== undefined) {
    throw new Error(`${functionId} failed (${FunctionError}). Its log says why: npm run admin -- logs ${functionId}`);
  }
  const report = reportIn(Buffer.from(LogResult, 'base64').toString());
  if (report.initMs === undefined) {
    throw new Error(`Lambda did not start a new process of ${functionId}. Are processes kept ready?`);
  }
  return report;
}

function figuresOf(functionId: string, { before, after }: Variant, samples: { before: Report[]; after: Report[] }): Figure[] {
  if (samples.before.length === 0 || samples.after.length === 0) {
    return [];
  }
  const beside = `${after.name} beside ${before.name}`;
  const figure = (name: string, unit: 'ms' | 'MB', of: (report: Report) => number) =>
    shown({
      figure: `${name}, ${beside}`,
      subject: functionId,
      unit,
      value: median(samples.after.map(of)),
      limit: median(samples.before.map(of)),
    });
  return [
    figure('INIT', 'ms', ({ initMs = Number.NaN }) => initMs),
    figure('duration', 'ms', ({ durationMs }) => durationMs),
    figure('both', 'ms', ({ initMs = Number.NaN, durationMs }) => initMs + durationMs),
    figure('billed', 'ms', ({ billedMs }) => billedMs),
    figure('memory used', 'MB', ({ usedMegabytes }) => usedMegabytes),
  ];
}
