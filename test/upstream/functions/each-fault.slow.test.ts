// It takes seconds because Rekey waits up to a second for the server to show what became of a write.
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Fault } from '#infra/local/doubles/server/faults.ts';
import type { AccountReference } from '#lib/reset/ports.ts';
import { mintToken } from '#lib/reset/token.ts';
import { allowEveryApplication, resetsInFrontOf } from '#test/upstream/resets-in-front-of.ts';
import { startUpstreamRekey, type UpstreamRekey } from '#test/upstream/upstream-rekey.ts';

let rekey: UpstreamRekey;
beforeAll(async () => {
  process.env.REKEY_LOG = 'nothing';
  rekey = await startUpstreamRekey({ REKEY_MAILS_PER_MINUTE: '60', REKEY_MAILS_PER_TOKEN_LIFETIME: '60' });
  allowEveryApplication(rekey);
});
afterAll(() => {
  jest.restoreAllMocks();
  return rekey.stop();
});

const refusals = [401, 403, 404, 409, 429].map((status): [string, Fault] => [
  `answers ${status}`,
  { kind: 'refuse', status, body: '{"errorCode":"OTHER","message":"no","alerts":[{"text":"no"}],"response":{"code":1000}}' },
]);
const faults: [string, Fault][] = [
  ['loses the answer', { kind: 'drop-answer' }],
  ['loses the request', { kind: 'drop-before' }],
  ['answers with HTML and 500', { kind: 'html-500' }],
  ['answers 200 without a body', { kind: 'empty-200' }],
  ['redirects', { kind: 'redirect' }],
  ...refusals,
];
/** More than any reset makes. */
const calls = 6;
const times = [1, Number.POSITIVE_INFINITY];

const startedAt = Date.now();
let attempts = 0;

/** A link as the mailer makes it. A mailbox does not get as many mails. */
async function mint(reference: AccountReference): Promise<string> {
  const account = await rekey.accounts.find(reference);
  if (account === undefined) {
    throw new Error('the account is gone');
  }
  const { token, tokenHash } = mintToken();
  const { realm, id: accountId, username, email, tenant } = account;
  const credentialStamp = await rekey.accounts.takeStamp(account);
  const times = { requestedAt: Date.now(), expiresAt: Date.now() + 600_000 };
  await rekey.memory.resetTokens.put({ tokenHash, realm, accountId, credentialStamp, username, email, tenant, ...times });
  return token;
}

describe.each(resetsInFrontOf(() => rekey))('$way', ({ realm, id, username, double, use, refusal }) => {
  test.each(faults)('U5 F1 the link and the password agree after each call at which the server %s', async (_, fault) => {
    for (const [after, count] of Array.from({ length: calls }, (__, index) =>
      times.map((each) => [index, each] as const),
    ).flat()) {
      attempts++;
      // A claim that an earlier attempt left open is over.
      jest.spyOn(Date, 'now').mockReturnValue(startedAt + attempts * 61_000);
      const password = `the password of attempt ${attempts}`;
      const token = await mint({ realm, id });
      double().inject({ after, times: count, fault });
      const { status, body } = await use(token, password);
      double().clearFaults();
      await double().idle();
      const isSet = await double().canLogIn(username, password);
      const again = await use(token, `${password} again`);
      const isGood = again.status === 200;
      const saysUnknown = status === 500 && body.includes('It is unknown whether');
      const where = `call ${after}, ${count} times: ${status} ${body}, then ${again.status} ${again.body}`;
      expect({ where, isRight: isSet ? !isGood : isGood || saysUnknown }).toEqual({ where, isRight: true });
      expect({ where, isRight: status !== 200 || isSet }).toEqual({ where, isRight: true });
      expect({ where, isRight: isGood || again.status === refusal }).toEqual({ where, isRight: true });
    }
  });
});
