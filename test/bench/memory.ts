import type { Figure } from './figure.ts';
import { inNewProcess } from './in-new-process.ts';
import { type MeasuredRequest, measuredId } from './measured-request.ts';

/** The heap after a garbage collection differs by this much from one time to the next. */
const noiseKilobytes = 1_000;

/** Compares the heap of a function after 10,000 requests with its heap after the first 1,000. */
export async function memory({ sides }: MeasuredRequest): Promise<Figure[]> {
  const heaps: readonly number[] = await inNewProcess('grow-memory', { REKEY_LOG: 'nothing' }, sides.function.url);
  const [, early = 0] = heaps;
  const late = heaps.at(-1) ?? Number.NaN;
  return [
    {
      figure: 'heap after 10,000 requests',
      subject: measuredId,
      value: late,
      unit: 'KB',
      limit: early,
      goal: `flat: ≤ ${noiseKilobytes} KB more than after 1,000`,
      isMet: late - early <= noiseKilobytes,
    },
  ];
}
