import { atMostTimes, type Figure } from './figure.ts';
import { type MeasuredRequest, measuredId } from './measured-request.ts';
import { median, quantile } from './statistics.ts';

const rounds = 1_000;
const warmUp = 300;

/** Measures requests to a warm function, one at a time, with the embedded database. The function and the bare client take turns. */
export async function warmRequests({ sides }: MeasuredRequest): Promise<Figure[]> {
  const samples = { function: [] as number[], bare: [] as number[] };
  const cpuSamples = { function: [] as number[], bare: [] as number[] };
  const handlers = { function: await handlerOf(sides.function.url), bare: await handlerOf(sides.bare.url) };
  for (let round = -warmUp; round < rounds; round++) {
    for (const side of round % 2 === 0 ? (['bare', 'function'] as const) : (['function', 'bare'] as const)) {
      const event = sides[side].event();
      const usedBefore = process.cpuUsage();
      const startedAt = performance.now();
      await handlers[side](event, { awsRequestId: 'warm' });
      const milliseconds = performance.now() - startedAt;
      const { user, system } = process.cpuUsage(usedBefore);
      if (round >= 0) {
        samples[side].push(milliseconds);
        cpuSamples[side].push((user + system) / 1000);
      }
    }
  }
  const cpu = { value: median(cpuSamples.function), limit: median(cpuSamples.bare) };
  return [0.5, 0.99].map((share) => {
    const measured = { figure: `warm request, p${100 * share}`, subject: measuredId, unit: 'ms' } as const;
    const sides = { value: quantile(samples.function, share), limit: quantile(samples.bare, share) };
    return atMostTimes({ ...measured, ...sides, ...(share === 0.5 && { cpu }) }, 1.15);
  });
}

async function handlerOf(url: string): Promise<(event: unknown, context: object) => Promise<unknown>> {
  const { handler } = await import(url);
  return handler;
}
