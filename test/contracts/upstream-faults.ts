import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Fault } from '#infra/local/doubles/server/faults.ts';
import { selfSignedCertificate } from '#test/infra/local/doubles/self-signed-certificate.ts';
import { memoryShadows } from '#test/memory/memory-shadows.ts';
import {
  impatiently,
  type OpenedUpstream,
  type Redeemed,
  type UpstreamBench,
  type UpstreamLink,
  upstreamLink,
} from './upstream-bench.ts';

const newPassword = 'a new pass phrase';
const nextPassword = 'the next pass phrase';

const refusal = (status: number): Fault => ({ kind: 'refuse', status, body: '{}' });

const faults: { readonly [name: string]: Fault } = {
  'connection reset before the write': { kind: 'drop-before' },
  'connection reset after the write': { kind: 'drop-answer' },
  '200 without a body': { kind: 'empty-200' },
  '200 with an empty object': refusal(200),
  '400': refusal(400),
  '401': refusal(401),
  '403': refusal(403),
  '404': refusal(404),
  '409': refusal(409),
  '412': refusal(412),
  '429': refusal(429),
  '500': refusal(500),
  '503': refusal(503),
  'HTML with 500': { kind: 'html-500' },
  'an answer of 2 MiB': { kind: 'big' },
  'a redirect': { kind: 'redirect' },
  'no answer at all': { kind: 'hang' },
};

export type Repetition = 'once' | 'from then on';

/** After any fault of the server the password is the old one and the link is good, or the password is the new one and the link is dead (U5). */
export function upstreamFaultsContract(bench: UpstreamBench, repetitions: readonly Repetition[]): void {
  let calls = 0;
  beforeAll(async () => {
    calls = await callsOfRedemption(bench);
  });

  describe.each(Object.entries(faults))('%s', (_, fault) => {
    test.each(repetitions)('U5 at any call of a redemption, %s', async (repetition) => {
      const times = repetition === 'once' ? 1 : Number.POSITIVE_INFINITY;
      for (let after = 0; after < calls; after++) {
        await withServer(bench, async (opened, link) => {
          const first = opened.double.requests.length;
          opened.double.inject({ after, times, fault });
          const redeem = () => link.redeem(newPassword, { sleep: async () => undefined });
          // With the short time-outs, a busy machine does not always reach the call.
          const redeemed = await (fault.kind === 'hang' ? impatiently(redeem) : redeem());
          expect(opened.double.requests.length).toBeGreaterThan(first + after);
          opened.double.clearFaults();
          await expectWhole(opened, link, redeemed);
        });
      }
    });
  });

  test('U5 a slow server at any call of a redemption, which does its work after Rekey has given up', async () => {
    for (let after = 0; after < calls; after++) {
      await withServer(bench, async (opened, link) => {
        const left = Promise.withResolvers<void>();
        opened.double.inject({ after, fault: { kind: 'late', until: left.promise } });
        const redeemed = await impatiently(() => link.redeem(newPassword, { sleep: async () => undefined }));
        opened.double.clearFaults();
        left.resolve();
        await opened.double.idle();
        await expectWhole(opened, link, redeemed);
      });
    }
  });

  test('U5 a server that is down', async () => {
    const opened = await bench.open();
    const link = await upstreamLink(opened, memoryShadows());
    await opened.double.stop();
    await expect(link.redeem(newPassword)).resolves.toBe('unavailable');
    await expect(opened.double.canLogIn(opened.person.username, opened.person.password)).resolves.toBe(true);
  });

  test('U10 a server with a certificate that does not verify gets no request', async () => {
    const { double, server, person } = await bench.open({ tls: selfSignedCertificate() });
    try {
      await expect(server.find(person.id)).rejects.toThrow('DEPTH_ZERO_SELF_SIGNED_CERT');
      expect(double.requests).toEqual([]);
    } finally {
      await double.stop();
    }
  });
}

async function withServer(
  bench: UpstreamBench,
  work: (opened: OpenedUpstream, link: UpstreamLink) => Promise<void>,
): Promise<void> {
  const opened = await bench.open();
  try {
    await work(opened, await upstreamLink(opened, memoryShadows()));
  } finally {
    await opened.double.stop();
  }
}

async function callsOfRedemption(bench: UpstreamBench): Promise<number> {
  let calls = 0;
  await withServer(bench, async ({ double }, link) => {
    const before = double.requests.length;
    await expect(link.redeem(newPassword)).resolves.toBe('set');
    calls = double.requests.length - before;
  });
  return calls;
}

async function expectWhole({ double, person }: OpenedUpstream, link: UpstreamLink, redeemed: Redeemed): Promise<void> {
  const logsIn = (password: string) => double.canLogIn(person.username, password);
  const isOld = await logsIn(person.password);
  expect(await logsIn(newPassword)).toBe(!isOld);
  if (redeemed === 'set') {
    expect(isOld).toBe(false);
  }
  const isGood = isOld && redeemed !== 'unknown';
  const again = await link.redeem(nextPassword);
  expect({ redeemed, isOld, again }).toEqual({
    redeemed,
    isOld,
    again: isGood ? 'set' : expect.stringMatching(/^(stamp-changed|account-gone-or-closed)$/),
  });
  expect(await logsIn(nextPassword)).toBe(isGood);
}
