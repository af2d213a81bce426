import { expect, test } from '@jest/globals';
import type { StoredResetRequest } from '#lib/reset/ports.ts';
import { sendResetLink } from '#lib/reset/send-reset-link.ts';
import { accountOf } from './account-of.ts';
import { memoryMailroom, requestedAt } from './memory-mailroom.ts';
import { profileOf, profileRequest } from './profile-request.ts';

const newStamp = 'the stamp after the revoke';
const cancelled = { outcome: 'cancelled', mailed: [], at: requestedAt };

const works = {
  'a user of Crafter Studio': { request: {}, account: accountOf() },
  'an address of Traffic Ops': {
    request: { realm: 'traffic-ops', identifier: 'test@example.com' },
    account: accountOf({ realm: 'traffic-ops', id: 'test', username: 'test', email: 'test@example.com' }),
  },
  'a profile': { request: profileRequest, account: profileOf() },
} as const satisfies { [whose: string]: { request: Partial<StoredResetRequest>; account: object } };

/** Which of the calls that are under way at the same time the tables and SES take first. */
const orders = ['first sent', 'last sent'] as const;

type Revoke = { order: (typeof orders)[number]; settledBefore: number; replacedBefore: number };

/** Mails while an operator revokes the account: the request is settled just before one call of the mailer, and the stamp replaced just before another. */
async function mailWhileRevoking(whose: keyof typeof works, { order, settledBefore, replacedBefore }: Revoke) {
  const { request, account } = works[whose];
  const accounts = [account];
  const room = memoryMailroom({ request, accounts });
  let calls = 0;
  const beforeCall = () => {
    calls += 1;
    if (calls === settledBefore) {
      room.ports.resetRequests.markDone(room.job.key, room.job.sequence, cancelled);
    }
    if (calls === replacedBefore) {
      accounts[0] = { ...account, credentialStamp: newStamp };
    }
  };
  await sendResetLink(oneByOne(room.ports, order, beforeCall), room.job, room.context);
  return { ...room, calls };
}

/** The same ports, which take one call after the other, with something done before each. */
function oneByOne<Ports extends object>(ports: Ports, order: Revoke['order'], before: () => void): Ports {
  const underWay: (() => void)[] = [];
  const takeOne = () => {
    const take = order === 'first sent' ? underWay.shift() : underWay.pop();
    before();
    take?.();
  };
  const watched = Object.entries(ports).map(([port, verbs]) => [
    port,
    Object.fromEntries(
      Object.entries(verbs).map(([verb, call]) => [
        verb,
        (...given: unknown[]) =>
          new Promise((resolve) => {
            underWay.push(() => resolve(Reflect.apply(Object(call), verbs, given)));
            setImmediate(takeOne);
          }),
      ]),
    ),
  ]);
  return Object.fromEntries(watched);
}

const neverRevoked = { order: 'first sent', settledBefore: Number.NaN, replacedBefore: Number.NaN } as const;

async function everyRevoke(whose: keyof typeof works): Promise<readonly Revoke[]> {
  const { calls } = await mailWhileRevoking(whose, neverRevoked);
  const moments = Array.from({ length: calls + 1 }, (_, index) => index + 1);
  return orders.flatMap((order) =>
    moments.flatMap((settledBefore) =>
      moments
        .filter((replacedBefore) => replacedBefore >= settledBefore)
        .map((replacedBefore) => ({ order, settledBefore, replacedBefore })),
    ),
  );
}

test.each(Object.keys(works) as (keyof typeof works)[])(
  'K14 no link that works goes to %s, at whichever two calls of the mailer the account is revoked',
  async (whose) => {
    const revokes = await everyRevoke(whose);
    const working: Revoke[] = [];
    for (const revoke of revokes) {
      const { tokens } = await mailWhileRevoking(whose, revoke);
      if (tokens.some(({ credentialStamp }) => credentialStamp === newStamp)) {
        working.push(revoke);
      }
    }
    expect(revokes.length).toBeGreaterThan(50);
    expect(working).toEqual([]);
  },
);

test('A7 what is stored last of a request says whether its mail went out, however the revoke and the mailer meet', async () => {
  for (const revoke of await everyRevoke('a user of Crafter Studio')) {
    const { settlements, mails } = await mailWhileRevoking('a user of Crafter Studio', revoke);
    expect({ revoke, last: settlements.at(-1) }).toEqual({ revoke, last: mails.length > 0 ? 'sent' : 'cancelled' });
  }
});
