import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Shadows } from '#lib/reset/shadows.ts';
import { ServerMisconfigured, ServerUnavailable } from '#lib/upstream/product-server.ts';
import {
  setUpstreamPassword,
  type UpstreamChange,
  type UpstreamOutcome,
  type UpstreamTiming,
  upstreamTiming,
} from '#lib/upstream/set-upstream-password.ts';
import { identityOf, writeStamp } from '#lib/upstream/upstream-stamp.ts';
import { memoryShadows } from '#test/memory/memory-shadows.ts';
import { person, ScriptedServer } from './scripted-server.ts';

const now = 1_700_000_000_000;
const minute = 60_000;
const stampChanged = { outcome: 'stamp-changed' };

let server: ScriptedServer;
let shadows: Shadows;
let slept: number[];
let time: number;
let timing: UpstreamTiming;

function start(showsChanges: boolean): void {
  server = new ScriptedServer({ showsChanges });
  shadows = memoryShadows();
  slept = [];
  time = now;
  timing = { ...upstreamTiming, sleep: async (milliseconds) => slept.push(milliseconds), clock: () => time };
}

/** A new link of the account, as the function that redeems it knows it. */
async function mint(tokenHash = 'a'.repeat(64)): Promise<UpstreamChange> {
  const { credentialStamp } = await shadows.find(person);
  const identity = identityOf(server.account ?? person);
  const stamp = writeStamp({ shadowStamp: credentialStamp, identity, fingerprint: await server.fingerprint() });
  return {
    account: person,
    stamp,
    tokenHash,
    password: 'a new password',
    mustBeEnabled: true,
    languages: 'de',
    by: 'owner',
    now,
  };
}

const redeem = (link: UpstreamChange, changes: Partial<UpstreamChange> = {}): Promise<UpstreamOutcome> =>
  setUpstreamPassword({ server, shadows }, { ...link, ...changes }, timing);

const later = (link: UpstreamChange, afterMilliseconds: number) => redeem(link, { now: now + afterMilliseconds });

/** The link sets this password, and only once. */
async function expectGood(link: UpstreamChange, at = now): Promise<void> {
  await expect(redeem(link, { password: 'the last password', now: at })).resolves.toMatchObject({ outcome: 'set' });
  expect(server.password).toBe('the last password');
}

async function expectDead(link: UpstreamChange, at = now): Promise<void> {
  const { password } = server;
  await expect(redeem(link, { password: 'the last password', now: at })).resolves.toMatchObject({
    outcome: expect.stringMatching(/^(stamp-changed|account-gone-or-closed)$/),
  });
  expect(server.password).toBe(password);
}

describe.each([
  ['that shows password changes', true],
  ['that shows no password changes', false],
])('At a server %s', (_, showsChanges) => {
  beforeEach(() => start(showsChanges));

  test('U1 a password is set there, and a notice is due', async () => {
    const link = await mint();
    await expect(redeem(link)).resolves.toEqual({ outcome: 'set', account: person, isSettled: true });
    expect(server.password).toBe('a new password');
    const { credentialStamp, ...shadow } = await shadows.find(person);
    expect(shadow).toEqual({ claim: null, noticeDue: now, undeliverable: null, hold: null, closed: null, locale: null });
    expect(credentialStamp).not.toBeNull();
    await expectDead(link);
  });

  test('U2 one link of an account ends all others', async () => {
    const [link, another] = [await mint('a'), await mint('b')];
    await expect(redeem(link)).resolves.toMatchObject({ outcome: 'set' });
    await expectDead(another);
    await expectGood(await mint('c'));
  });

  test('U2 of 32 redemptions at once one succeeds', async () => {
    const link = await mint();
    const passwords = Array.from({ length: 32 }, (__, index) => `password ${index}`);
    const outcomes = await Promise.all(passwords.map((password) => redeem(link, { password })));
    expect(outcomes.filter(({ outcome }) => outcome === 'set')).toHaveLength(1);
    expect(outcomes.filter(({ outcome }) => outcome === 'stamp-changed')).toHaveLength(31);
    expect(server.password).toBe(passwords[outcomes.findIndex(({ outcome }) => outcome === 'set')]);
    expect(server.calls.filter((call) => call === 'write')).toHaveLength(1);
  });

  test('U2 a link that is minted during a redemption waits for its end', async () => {
    const link = await mint('a');
    server.meanwhile = async () => {
      server.meanwhile = () => undefined;
      await expectDead(await mint('b'));
    };
    await expect(redeem(link)).resolves.toMatchObject({ outcome: 'set' });
    expect(server.password).toBe('a new password');
  });

  test.each([
    ['address', { email: 'other@example.com' }],
    ['id', { id: 'another' }],
    ['tenant', { tenant: 'another' }],
  ])('U3 another %s there ends the link', async (__, change) => {
    const link = await mint();
    server.account = { ...person, ...change };
    await expectDead(link);
    expect(server.calls).not.toContain('write');
  });

  test('U3 a stamp of another kind is refused without a call', async () => {
    const link = await mint();
    for (const stamp of ['', 'AAAAAAAAAAAAAAAAAAAAAA', '.']) {
      await expect(redeem(link, { stamp })).resolves.toEqual(stampChanged);
    }
    expect(server.calls).toEqual([]);
  });

  test.each([
    ['gone', undefined],
    ['disabled', { ...person, enabled: false }],
    ['externally managed', { ...person, externallyManaged: true }],
  ])('U8 an account that is %s is refused, and its link is good when it is back', async (__, account) => {
    const link = await mint();
    server.account = account;
    await expect(redeem(link)).resolves.toEqual({ outcome: 'account-gone-or-closed' });
    expect(server.calls).not.toContain('write');
    server.account = person;
    await expectGood(link);
  });

  test('U8 an administrator may set the password of a disabled account', async () => {
    const link = await mint();
    server.account = { ...person, enabled: false };
    await expect(redeem(link, { mustBeEnabled: false, tokenHash: null })).resolves.toMatchObject({ outcome: 'set' });
  });

  test.each([
    { outcome: 'refused-there', fault: { fault: 'refused-there', reason: 'Too weak.' } } as const,
    { outcome: 'misconfigured', problem: '401' } as const,
    { outcome: 'account-gone-or-closed' } as const,
  ])('U4 $outcome there leaves the link good', async (refusal) => {
    const link = await mint();
    server.scripts.push(refusal);
    await expect(redeem(link)).resolves.toEqual(refusal);
    expect(server.password).toBe('the old password');
    await expectGood(link);
  });

  test('U4 a revoke during a write that is refused there ends the link', async () => {
    const link = await mint();
    server.scripts.push({ outcome: 'refused-there', fault: { fault: 'refused-there', reason: 'Too weak.' } });
    server.meanwhile = () => shadows.replaceStamp(person, null);
    await expect(redeem(link)).resolves.toMatchObject({ outcome: 'refused-there' });
    await expectDead(link);
    await expectDead(link, now + minute);
  });

  test.each([
    ['read', (failure: Error) => Object.assign(server, { readFailure: failure })],
    ['write', (failure: Error) => server.scripts.push(failure)],
  ])('U5 a server that cannot be reached for the %s leaves the link good', async (__, fail) => {
    const link = await mint();
    fail(new ServerUnavailable('ECONNREFUSED'));
    await expect(redeem(link)).rejects.toThrow(ServerUnavailable);
    server.readFailure = undefined;
    fail(new ServerMisconfigured('403'));
    await expect(redeem(link)).resolves.toEqual({ outcome: 'misconfigured', problem: '403' });
    server.readFailure = undefined;
    expect(server.password).toBe('the old password');
    await expectGood(link);
  });

  test.each(['answer-lost', 'request-lost'] as const)('U5 a write without an answer (%s) is made once more', async (script) => {
    const link = await mint();
    server.scripts.push(script);
    await expect(redeem(link)).resolves.toMatchObject({ outcome: 'set' });
    expect(server.calls.filter((call) => call === 'write')).toHaveLength(2);
    expect(server.calls).not.toContain('witness');
    await expectDead(link);
  });

  test('U5 the witness tells that the password was set', async () => {
    const link = await mint();
    server.scripts.push('answer-lost', 'request-lost');
    await expect(redeem(link)).resolves.toMatchObject({ outcome: 'set', isSettled: true });
    expect(slept).toEqual([]);
    await expectDead(link);
  });

  test('U5 a password that arrives late is seen by the witness', async () => {
    const link = await mint();
    server.scripts.push('request-lost', 'answer-lost');
    server.testimonies.push('not-set', 'unknown');
    await expect(redeem(link)).resolves.toMatchObject({ outcome: 'set' });
    expect(slept).toEqual([300, 700]);
  });

  test('U5 the link stays good if the witness tells that the password was not set', async () => {
    const link = await mint();
    server.scripts.push('request-lost', 'request-lost');
    await expect(redeem(link)).rejects.toThrow(ServerUnavailable);
    expect(slept).toEqual([300, 700]);
    await expectGood(link);
  });

  test('U5 nobody is told of a success that nobody knows of, and others are kept out', async () => {
    const link = await mint();
    server.scripts.push('answer-lost', new TypeError('the adapter fails'));
    server.testimonies.push('unknown', 'not-set', 'unknown');
    await expect(redeem(link)).resolves.toEqual({ outcome: 'unknown' });
    await expectDead(link);
    await expectDead(link, now + minute);
    expect((await shadows.find(person)).claim).not.toBeNull();
  });

  test.each([
    { outcome: 'refused-there', fault: { fault: 'refused-there', reason: 'Used before.' } } as const,
    { outcome: 'stamp-changed' } as const,
    new ServerUnavailable('ECONNREFUSED'),
  ])('U5 the second attempt is not believed about the first (%#)', async (second) => {
    const link = await mint();
    server.scripts.push('answer-lost', second);
    await expect(redeem(link)).resolves.toMatchObject({ outcome: 'set' });
    expect(server.password).toBe('a new password');
    const another = await mint();
    server.scripts.push('request-lost', second);
    server.testimonies.push('unknown', 'unknown', 'unknown');
    await expect(redeem(another)).resolves.toEqual({ outcome: 'unknown' });
  });

  test('U4 a refusal of the second attempt is the answer if the witness tells that the password was not set', async () => {
    const link = await mint();
    const refusal = { outcome: 'refused-there', fault: { fault: 'refused-there', reason: 'Too weak.' } } as const;
    server.scripts.push('request-lost', refusal);
    await expect(redeem(link, { password: 'weak' })).resolves.toEqual(refusal);
    await expectGood(link);
  });

  test('U5 no call begins when the time is over', async () => {
    const link = await mint();
    server.scripts.push('answer-lost');
    server.meanwhile = () => {
      time += timing.lastCallAfterMilliseconds;
    };
    await expect(redeem(link)).resolves.toEqual({ outcome: 'unknown' });
    expect(server.calls).toEqual(['read', 'write']);
  });

  test('U5 the link stays good if the time is over before the write', async () => {
    const link = await mint();
    const { claim } = shadows;
    shadows.claim = async (...given) => {
      time += timing.lastCallAfterMilliseconds;
      return claim(...given);
    };
    await expect(redeem(link)).rejects.toThrow(ServerUnavailable);
    shadows.claim = claim;
    await expectGood(link);
  });

  test('F1 a claim whose answer is an error is given back', async () => {
    const link = await mint();
    const { claim } = shadows;
    shadows.claim = async (...given) => {
      await claim(...given);
      throw new Error('the database fails');
    };
    await expect(redeem(link)).rejects.toThrow('the database fails');
    shadows.claim = claim;
    expect(server.calls).not.toContain('write');
    await expectGood(link);
  });

  test.each(['claim', 'read', 'write', 'refusal'])(
    'F1 a claim that cannot be given back after a failed %s leaves the outcome unknown',
    async (failing) => {
      const link = await mint();
      const { claim } = shadows;
      shadows.release = () => Promise.reject(new Error('the database fails'));
      if (failing === 'claim') {
        shadows.claim = async (...given) => {
          await claim(...given);
          throw new Error('the database fails');
        };
      } else if (failing === 'read' && !showsChanges) {
        server.readFailure = new ServerUnavailable('ECONNREFUSED');
      } else {
        server.scripts.push(
          failing === 'refusal' ? { outcome: 'misconfigured', problem: '401' } : new ServerUnavailable('ECONNREFUSED'),
        );
      }
      await expect(redeem(link)).resolves.toEqual({ outcome: 'unknown' });
      shadows.claim = claim;
      server.readFailure = undefined;
      expect(server.password).toBe('the old password');
      await expectDead(link);
    },
  );

  test('F1 a password that was set is a success even if the claim cannot be ended', async () => {
    const link = await mint();
    shadows.settle = async () => {
      throw new Error('the database fails');
    };
    await expect(redeem(link)).resolves.toEqual({ outcome: 'set', account: person, isSettled: false });
    await expectDead(link);
    await expectDead(link, now + minute);
  });
});

/** A redemption that claims the account and is never heard of again. */
async function crash(link: UpstreamChange, script: 'done' | 'request-lost'): Promise<void> {
  const hanging = Promise.withResolvers<never>();
  const crashed = Promise.withResolvers<void>();
  server.meanwhile = () => {
    if (script === 'done') {
      server.change(link.password);
    }
    crashed.resolve();
    return hanging.promise;
  };
  redeem(link).catch(() => undefined);
  await crashed.promise;
  server.meanwhile = () => undefined;
}

describe('At a server that shows password changes', () => {
  beforeEach(() => start(true));

  test('U3 a password that was set there ends the link, even if it is the same', async () => {
    const link = await mint();
    server.change(server.password);
    await expectDead(link);
    expect(server.calls).not.toContain('write');
  });

  test('the account is read before it is claimed', async () => {
    const link = await mint();
    server.account = undefined;
    shadows.claim = () => Promise.reject(new Error('there is nothing to claim'));
    await expect(redeem(link)).resolves.toEqual({ outcome: 'account-gone-or-closed' });
  });

  test('U5 the link of a redemption that crashed before its write works again after a minute', async () => {
    const link = await mint();
    await crash(link, 'request-lost');
    await expect(later(link, minute - 1)).resolves.toEqual(stampChanged);
    await expectGood(link, now + minute);
    await expectDead(link, now + 2 * minute);
  });

  test('U5 the link of a redemption that crashed after its write stays dead', async () => {
    const link = await mint();
    await crash(link, 'done');
    await expectDead(link, now + minute);
    expect(server.password).toBe('a new password');
  });

  test('U2 another link of the account does not work after a crash', async () => {
    const [link, another] = [await mint('a'), await mint('b')];
    await crash(link, 'request-lost');
    await expectDead(another, now + minute);
  });
});

describe('At a server that shows no password changes', () => {
  beforeEach(() => start(false));

  test('U2 of 32 redemptions at once one calls the server', async () => {
    const link = await mint();
    await Promise.all(Array.from({ length: 32 }, () => redeem(link)));
    expect(server.calls).toEqual(['read', 'write']);
  });

  test.each(['done', 'request-lost'] as const)('U5 the link of a redemption that crashed stays dead (%s)', async (script) => {
    const link = await mint();
    await crash(link, script);
    await expectDead(link, now + minute);
    await expectGood(await mint(), now + minute);
  });
});
