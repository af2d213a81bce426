import { describe, expect, test } from '@jest/globals';
import type { MailLimits, ResetRequest } from '#lib/reset/ports.ts';
import { laterRequest } from './later-request.ts';
import type { ResetRequestsBench } from './reset-requests-bench.ts';
import { sampleRequest } from './sample-request.ts';

const limits: MailLimits = { mailsPerMinute: 3, mailsPerTokenLifetime: 10, tokenLifetimeMinutes: 60 };

/** What every adapter of `resetRequests` must do when a request is put. */
export function putResetRequestContract(bench: () => ResetRequestsBench): void {
  const put = (request: ResetRequest, bounds = limits) => bench().resetRequests.put(request, bounds);
  /** Outcomes of one request after another at these milliseconds after the first moment: `a` accepted, `t` throttled. */
  const outcomes = async (milliseconds: readonly number[], bounds = limits, request = sampleRequest()): Promise<string> => {
    let seen = '';
    for (const each of milliseconds) {
      seen += (await put(laterRequest(request, each), bounds))[0];
    }
    return seen;
  };

  describe('Putting a reset request', () => {
    test('stores all of it under the first sequence, with nothing done yet', async () => {
      const request = sampleRequest({
        link: 'https://a.example/x?y#z',
        application: 'hash',
        languages: 'de, en',
        asker: 'application',
      });
      await expect(put(request)).resolves.toBe('accepted');
      await expect(bench().resetRequests.find(request)).resolves.toEqual({ ...request, sequence: 1, mailedFor: 0 });
    });

    test('replaces the earlier request of the key and counts on', async () => {
      const first = sampleRequest({ link: 'https://a.example', application: 'hash' });
      const second = laterRequest({ ...first, link: null, application: null, languages: 'de' }, 5);
      await put(first);
      await put(second);
      await expect(bench().resetRequests.find(first)).resolves.toEqual({ ...second, sequence: 2, mailedFor: 0 });
    });

    test('changes nothing when it is throttled', async () => {
      const first = sampleRequest();
      await put(first, { mailsPerMinute: 1, mailsPerTokenLifetime: 1, tokenLifetimeMinutes: 60 });
      await expect(
        put(laterRequest(first, 1), { mailsPerMinute: 1, mailsPerTokenLifetime: 1, tokenLifetimeMinutes: 60 }),
      ).resolves.toBe('throttled');
      await expect(bench().resetRequests.find(first)).resolves.toEqual({ ...first, sequence: 1, mailedFor: 0 });
    });

    test('M7 counts the spellings of a Studio username together, and keeps the last one', async () => {
      const first = sampleRequest({ realm: 'crafter-studio', identifier: `Jane-${sampleRequest().identifier}` });
      const bounds = { mailsPerMinute: 2, mailsPerTokenLifetime: 2, tokenLifetimeMinutes: 60 };
      const later = { ...laterRequest(first, 1), identifier: `${first.identifier.toUpperCase()} ` };
      await expect(put(first, bounds)).resolves.toBe('accepted');
      await expect(put(later, bounds)).resolves.toBe('accepted');
      await expect(put(laterRequest(first, 2), bounds)).resolves.toBe('throttled');
      await expect(bench().resetRequests.find(first)).resolves.toEqual({ ...later, sequence: 2, mailedFor: 0 });
    });

    test('M7 counts realms, askers and identifiers separately', async () => {
      const first = sampleRequest();
      const bounds = { mailsPerMinute: 1, mailsPerTokenLifetime: 1, tokenLifetimeMinutes: 60 };
      await expect(put(first, bounds)).resolves.toBe('accepted');
      await expect(put({ ...first, realm: 'crafter-studio' }, bounds)).resolves.toBe('accepted');
      await expect(put({ ...first, asker: 'administrator' }, bounds)).resolves.toBe('accepted');
      await expect(put({ ...first, identifier: `${first.identifier}#` }, bounds)).resolves.toBe('accepted');
    });

    test('M7 is exact at the minute: the fourth is accepted 60 s after the first and not a millisecond earlier', async () => {
      await expect(outcomes([0, 10, 20, 59_999, 60_000, 60_009, 60_010, 60_020, 60_021])).resolves.toBe('aaatataat');
    });

    test('M7 is exact at the end of the first link’s life: the eleventh is accepted 3600 s after the first and not a millisecond earlier', async () => {
      const ten = Array.from({ length: 10 }, (_, index) => index * 60_000);
      await expect(outcomes([...ten, 3_599_999, 3_600_000, 3_600_001, 3_660_000])).resolves.toBe(`${'a'.repeat(10)}tata`);
    });

    test.each([
      [{ mailsPerMinute: 1, mailsPerTokenLifetime: 1, tokenLifetimeMinutes: 60 }, [0, 60_000, 3_599_999, 3_600_000], 'atta'],
      [
        { mailsPerMinute: 5, mailsPerTokenLifetime: 2, tokenLifetimeMinutes: 60 },
        [0, 1, 2, 3_600_000, 3_600_001, 3_600_002],
        'aataat',
      ],
      [{ mailsPerMinute: 2, mailsPerTokenLifetime: 60, tokenLifetimeMinutes: 60 }, [0, 0, 0, 60_000, 60_000, 60_000], 'aataat'],
      [
        { mailsPerMinute: 60, mailsPerTokenLifetime: 60, tokenLifetimeMinutes: 60 },
        Array.from({ length: 62 }, (_, index) => index),
        `${'a'.repeat(60)}tt`,
      ],
    ])('M7 holds for the limits %j', async (bounds, milliseconds, expected) => {
      await expect(outcomes(milliseconds, bounds)).resolves.toBe(expected);
    });

    test.each([5, 60, 1380])('M7 the longer window is the life of a link: %s minutes', async (tokenLifetimeMinutes) => {
      const life = tokenLifetimeMinutes * 60_000;
      const bounds = { mailsPerMinute: 60, mailsPerTokenLifetime: 2, tokenLifetimeMinutes };
      await expect(outcomes([0, 1, 2, life - 1, life, life + 1, life + 2], bounds)).resolves.toBe('aattaat');
    });

    test('M7 does not count a throttled request', async () => {
      const throttledOnes = Array.from({ length: 20 }, (_, index) => 100 + index);
      await expect(outcomes([0, 1, 2, ...throttledOnes, 60_000])).resolves.toBe(`aaa${'t'.repeat(20)}a`);
    });

    test('M7 accepts three of a hundred requests at once', async () => {
      const request = sampleRequest();
      const seen = await Promise.all(Array.from({ length: 100 }, () => put(laterRequest(request, 0))));
      expect(seen.filter((outcome) => outcome === 'accepted')).toHaveLength(3);
      await expect(bench().resetRequests.find(request)).resolves.toMatchObject({ sequence: 3 });
    });

    test('M9 counts a request once if its answer was lost', async () => {
      const request = sampleRequest();
      bench().loseNextAnswer();
      await put(request);
      await expect(bench().resetRequests.find(request)).resolves.toEqual({ ...request, sequence: 1, mailedFor: 0 });
    });
  });
}
