import { expect, test } from '@jest/globals';
import type { Fault } from '#infra/local/doubles/server/faults.ts';
import type { Shadows } from '#lib/upstream/shadow.ts';
import { impatiently, type OpenedUpstream, type Redeemed, type UpstreamBench, upstreamLink } from './upstream-bench.ts';

const passwords = Array.from({ length: 32 }, (_, index) => `pass phrase number ${index}`);

type Race = {
  /** Of the writes. `late`: they are done after Rekey has asked for the password the first time. */
  fault?: Fault | 'late';
  /** How many writes it hits. Absent: all. */
  times?: number;
  successes: readonly number[];
};

const races: { readonly [name: string]: Race } = {
  'no fault': { successes: [1] },
  'the first answer lost': { fault: { kind: 'drop-answer' }, times: 1, successes: [1] },
  'every answer lost': { fault: { kind: 'drop-answer' }, successes: [0, 1] },
  'every answer late': { fault: 'late', successes: [0, 1] },
  'every write refused': { fault: { kind: 'refuse', status: 403, body: '{}' }, successes: [0] },
  'HTML instead of every answer': { fault: { kind: 'html-500' }, successes: [0] },
  'every write hanging': { fault: { kind: 'hang' }, successes: [0] },
};

/**
 * Of 32 redemptions at once one succeeds at most, the password is the winner's, and success is never reported for a password that was not set (U2).
 *
 * @param shadows new ones for each round
 */
export function upstreamRacesContract(
  bench: UpstreamBench,
  write: { method: string; path: RegExp },
  rounds: number,
  shadows: () => Shadows,
): void {
  test.each(Object.entries(races))(
    `U2 ${passwords.length} redemptions at once, with %s (${rounds} rounds)`,
    async (_, race) => {
      for (let round = 0; round < rounds; round++) {
        const opened = await bench.open();
        try {
          await runRace(opened, race, write, shadows());
        } finally {
          await opened.double.stop();
        }
      }
    },
    60_000 + rounds * 10_000,
  );
}

async function runRace(
  opened: OpenedUpstream,
  { fault, times, successes }: Race,
  write: { method: string; path: RegExp },
  shadows: Shadows,
): Promise<void> {
  const { double, person } = opened;
  const link = await upstreamLink(opened, shadows);
  const asked = Promise.withResolvers<void>();
  if (fault !== undefined) {
    const injected: Fault = fault === 'late' ? { kind: 'late', until: asked.promise } : fault;
    double.inject({ ...write, ...(times !== undefined && { times }), fault: injected });
  }
  const sleep = async () => {
    asked.resolve();
    await double.idle();
  };
  const isSilent = fault === 'late' || (fault !== undefined && fault.kind === 'hang');
  const run = () => Promise.all(passwords.map((password) => link.redeem(password, { sleep })));
  const redeemed = await (isSilent ? impatiently(run) : run());
  asked.resolve();
  await double.idle();
  await expectOneWinner(opened, redeemed, successes);
  double.clearFaults();
  // Whoever lost, and the winner too, has no second go with a link that was spent.
  const [stored] = await loggingIn(double, person);
  const again = await link.redeem('one more pass phrase');
  expect(again === 'set').toBe(stored === person.password && !redeemed.includes('unknown'));
}

async function expectOneWinner(
  { double, person }: OpenedUpstream,
  redeemed: readonly Redeemed[],
  successes: readonly number[],
): Promise<void> {
  const winners = passwords.filter((_, index) => redeemed[index] === 'set');
  expect(successes).toContain(winners.length);
  const stored = await loggingIn(double, person);
  expect(stored).toHaveLength(1);
  if (winners.length > 0) {
    expect(stored).toEqual(winners);
  }
}

/** Of all passwords of the race, the old one included, those that log the person in. */
async function loggingIn(double: OpenedUpstream['double'], person: OpenedUpstream['person']): Promise<readonly string[]> {
  const all = [person.password, ...passwords];
  const answers = await Promise.all(all.map((password) => double.canLogIn(person.username, password)));
  return all.filter((_, index) => answers[index]);
}
