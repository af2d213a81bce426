import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { hash } from 'bcryptjs';
import { localSettings } from '#infra/local/local-environment.ts';
import { setPassword } from '#test/golden/crafter-studio/parts.ts';
import { eventOf } from '#test/golden/send-event.ts';
import { wireWorld } from '#test/golden/wire-world.ts';
import type { Figure } from './figure.ts';
import { median } from './statistics.ts';

const rounds = 40;
/** The lowest cost that is allowed. The rest of a redemption takes the same time at every cost, and it shows better beside a short hash. */
const cost = 10;
const mostBesideMilliseconds = 10;
const password = 'a new pass phrase of mine';

/** Measures how long a redemption takes in addition to its hash. A hash and a redemption take turns, and each round gives one difference. */
export async function redemption(outDir: string): Promise<Figure[]> {
  const subject = 'crafter-studio/set-password';
  const { handler } = await import(pathToFileURL(path.resolve(outDir, subject, 'index.mjs')).href);
  const world = wireWorld({ settings: localSettings(), apiUrl: 'http://localhost', inboxUrl: 'http://localhost' });
  const hashes: number[] = [];
  const redemptions: number[] = [];
  for (let round = -5; round < rounds; round++) {
    const account = { realm: 'crafter-studio', id: `redeemer-${round}` } as const;
    await world.storeAccount(account);
    const event = eventOf(setPassword({ token: await world.token(account), new: password }).request, 2);
    const hashing = await timed(() => hash(password, cost));
    const redeeming = await timed(async () => {
      const { statusCode } = await handler(event, { awsRequestId: 'redemption' });
      if (statusCode !== 200) {
        throw new Error(`${subject} answered with ${statusCode}`);
      }
    });
    if (round >= 0) {
      hashes.push(hashing);
      redemptions.push(redeeming);
    }
  }
  const beside = median(redemptions.map((milliseconds, round) => milliseconds - (hashes[round] ?? 0)));
  return [
    {
      figure: `redemption, bcrypt at cost ${cost}, median`,
      subject,
      value: median(redemptions),
      unit: 'ms',
      limit: median(hashes),
      goal: `bcrypt + ≤ ${mostBesideMilliseconds} ms (${beside.toFixed(1)} ms)`,
      isMet: beside <= mostBesideMilliseconds,
    },
  ];
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
