import { faultsOf } from '#test/golden/compare-answers.ts';
import type { GoldenRequest, GoldenResponse } from '#test/golden/exchange.ts';
import type { Prepared } from './prepare-exchange.ts';

export type Outcome = {
  prepared: Prepared;
  /** The status of the answer, or `none` if there was no answer. */
  actual: string;
  faults: readonly string[];
  milliseconds: number;
};

type Send = (request: GoldenRequest) => Promise<GoldenResponse>;

/** Sends the exchanges one after the other and yields each outcome at once. */
export async function* runSmoke(chosen: readonly Prepared[], send: Send): AsyncGenerator<Outcome> {
  for (const prepared of chosen) {
    const began = performance.now();
    const ended = (actual: string, faults: readonly string[]) => ({
      prepared,
      actual,
      faults,
      milliseconds: Math.round(performance.now() - began),
    });
    try {
      const answer = await send(prepared.request);
      yield ended(`${answer.status}`, faultsOf(prepared.response, answer, prepared.values, 'allowed'));
    } catch (error) {
      const reason = error instanceof Error ? error.message || error.name : `${error}`;
      yield ended('none', [`no answer: ${reason}`]);
    }
  }
}
