import { atMostTimes, type Figure } from './figure.ts';
import { inNewProcess } from './in-new-process.ts';
import { type MeasuredRequest, measuredId } from './measured-request.ts';
import { median } from './statistics.ts';

const rounds = 41;

/** Import and first request of a new process, against the embedded database, in turn with the bare client doing the same calls. */
export async function firstRequests({ sides }: MeasuredRequest): Promise<Figure[]> {
  const samples = { function: [] as number[], bare: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    for (const side of ['bare', 'function'] as const) {
      const { url, event } = sides[side];
      samples[side].push(await inNewProcess('first-request', {}, url, JSON.stringify(event())));
    }
  }
  const figure = { figure: 'first request of a process, median', subject: measuredId, unit: 'ms' } as const;
  return [atMostTimes({ ...figure, value: median(samples.function), limit: median(samples.bare) }, 1.1)];
}
