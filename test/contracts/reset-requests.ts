import { describe, expect, test } from '@jest/globals';
import type { ResetRequest } from '#lib/reset/ports.ts';
import { sampleSettlement } from '#test/contracts/sample-settlement.ts';
import { laterRequest } from './later-request.ts';
import { putResetRequestContract } from './put-reset-request.ts';
import type { ResetRequestsBench } from './reset-requests-bench.ts';
import { sampleRequest } from './sample-request.ts';

/** What every adapter of `resetRequests` must do. */
export function resetRequestsContract(bench: () => ResetRequestsBench): void {
  const put = (request: ResetRequest) =>
    bench().resetRequests.put(request, { mailsPerMinute: 3, mailsPerTokenLifetime: 10, tokenLifetimeMinutes: 60 });

  putResetRequestContract(bench);

  describe('A stored reset request', () => {
    const progress = async (request: ResetRequest) => {
      const { sequence, mailedFor } = (await bench().resetRequests.find(request)) ?? {};
      return { sequence, mailedFor };
    };

    test('is not found under another key', async () => {
      const request = sampleRequest();
      await put(request);
      await expect(bench().resetRequests.find({ ...request, asker: 'administrator' })).resolves.toBeUndefined();
    });

    test.each(['markDone', 'markFailed', 'markDropped'] as const)(
      'remembers with %s up to which sequence everything is settled',
      async (mark) => {
        const request = sampleRequest();
        const finish = (sequence: number) => bench().resetRequests[mark](request, sequence, sampleSettlement('no such mailbox'));
        await put(request);
        await put(laterRequest(request, 1));
        await finish(1);
        await expect(progress(request)).resolves.toEqual({ sequence: 2, mailedFor: 1 });
        await finish(2);
        await finish(2);
        await finish(1);
        await expect(progress(request)).resolves.toEqual({ sequence: 2, mailedFor: 2 });
        await put(laterRequest(request, 2));
        await expect(progress(request)).resolves.toEqual({ sequence: 3, mailedFor: 2 });
      },
    );

    test('ignores the end of a request that it never held', async () => {
      const request = sampleRequest();
      await put(request);
      await bench().resetRequests.markDone(request, 7, sampleSettlement());
      await expect(progress(request)).resolves.toEqual({ sequence: 1, mailedFor: 0 });
    });

    test('that is gone stays gone', async () => {
      const request = sampleRequest();
      await bench().resetRequests.markDone(request, 1, sampleSettlement());
      await bench().resetRequests.markFailed(request, 1, sampleSettlement('too late'));
      await bench().resetRequests.markDropped(request, 1, sampleSettlement('no address'));
      await bench().resetRequests.countFailure(request, 1);
      await expect(bench().resetRequests.find(request)).resolves.toBeUndefined();
    });

    test('starts a new count of failures with each request', async () => {
      const request = sampleRequest();
      await put(request);
      await expect(bench().resetRequests.countFailure(request, 1)).resolves.toBe(1);
      await expect(bench().resetRequests.countFailure(request, 1)).resolves.toBe(2);
      await put(laterRequest(request, 1));
      await expect(bench().resetRequests.countFailure(request, 2)).resolves.toBe(1);
    });

    test('remembers who it was mailed to, separately from other requests and from what wakes the mailer', async () => {
      const request = sampleRequest();
      await put(request);
      const { resetRequests } = bench();
      await resetRequests.markServed(request, { sequence: 1, accountId: 'ann', now: 1 });
      await resetRequests.markServed(request, { sequence: 1, accountId: 'bob', now: 1 });
      await expect(resetRequests.servedAccounts(request, 1)).resolves.toEqual(new Set(['ann', 'bob']));
      await expect(resetRequests.servedAccounts(request, 2)).resolves.toEqual(new Set());
      await expect(resetRequests.find(request)).resolves.toMatchObject({ sequence: 1, mailedFor: 0 });
    });

    test('has no failures of its own after a later request replaced it', async () => {
      const request = sampleRequest();
      await put(request);
      await put(laterRequest(request, 1));
      await expect(bench().resetRequests.countFailure(request, 1)).resolves.toBeUndefined();
    });
  });
}
