import { expect, test } from '@jest/globals';
import type { Fault } from '#infra/local/doubles/server/faults.ts';
import type { Shadows } from '#lib/reset/shadows.ts';
import {
  impatiently,
  type OpenedUpstream,
  type Redeemed,
  type UpstreamBench,
  type UpstreamLink,
  upstreamLink,
} from './upstream-bench.ts';

const passwords = Array.from({ length: 32 }, (_, index) => `pass phrase number ${index}`);

type Race = {
  /** The fault of the writes. `late`: the server does them after Rekey has asked for the password the first time. */
  fault?: Fault | 'late';
  /** How many writes the fault hits. Absent: all. */
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

export type RaceOptions = {
  /** The call that sets the password. */
  write: { method: string; path: RegExp };
  rounds: number;
  /** Called for each round, without a shadow of any account. */
  openShadows(): Promise<Shadows>;
};

/**
 * At most one of 32 redemptions at once succeeds, its password is the one that is set, and success is never reported for a password that was not set (U2).
 */
export function upstreamRacesContract(bench: UpstreamBench, { write, rounds, openShadows }: RaceOptions): void {
  test.each(Object.entries(races))(
    `U2 ${passwords.length} redemptions at once, with %s (rounds: ${rounds})`,
    async (_, race) => {
      for (let round = 0; round < rounds; round++) {
        const opened = await bench.open();
        try {
          await runRace(opened, race, write, await openShadows());
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
  write: RaceOptions['write'],
  shadows: Shadows,
): Promise<void> {
  const link = await upstreamLink(opened, shadows);
  const asked = Promise.withResolvers<void>();
  if (fault !== undefined) {
    const injected: Fault = fault === 'late' ? { kind: 'late', until: asked.promise } : fault;
    opened.double.inject({ ...write, ...(times !== undefined && { times }), fault: injected });
  }
  const redeemed = await redeemAll(opened, link, asked.resolve, fault);
  const stored = await expectOneWinner(opened, redeemed, successes);
  opened.double.clearFaults();
  const isGood = stored === opened.person.password && !redeemed.includes('unknown');
  expect((await link.redeem('one more pass phrase')) === 'set').toBe(isGood);
}

/** @param onAsked called when Rekey asks which password the server has, and at the end */
async function redeemAll(
  { double }: OpenedUpstream,
  link: UpstreamLink,
  onAsked: () => void,
  fault: Race['fault'],
): Promise<readonly Redeemed[]> {
  const sleep = async () => {
    onAsked();
    await double.idle();
  };
  const run = () => Promise.all(passwords.map((password) => link.redeem(password, { sleep })));
  const isSilent = fault === 'late' || (fault !== undefined && fault.kind === 'hang');
  const redeemed = await (isSilent ? impatiently(run) : run());
  onAsked();
  await double.idle();
  return redeemed;
}

/** @returns the password that the person logs in with */
async function expectOneWinner(
  { double, person }: OpenedUpstream,
  redeemed: readonly Redeemed[],
  successes: readonly number[],
): Promise<string | undefined> {
  const winners = passwords.filter((_, index) => redeemed[index] === 'set');
  expect(successes).toContain(winners.length);
  const stored = await loggingIn(double, person);
  expect(stored).toHaveLength(1);
  if (winners.length > 0) {
    expect(stored).toEqual(winners);
  }
  return stored[0];
}

/** The passwords of the race, including the old one, that log the person in. */
async function loggingIn(double: OpenedUpstream['double'], person: OpenedUpstream['person']): Promise<readonly string[]> {
  const all = [person.password, ...passwords];
  const answers = await Promise.all(all.map((password) => double.canLogIn(person.username, password)));
  return all.filter((_, index) => answers[index]);
}
