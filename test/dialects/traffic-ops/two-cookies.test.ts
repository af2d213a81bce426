import { expect, test } from '@jest/globals';
import { openServersSession, sessionCookies } from '#lib/dialects/traffic-ops/relay/two-cookies.ts';
import { sampleToken } from '#test/contracts/sample-token.ts';
import { accountOf } from '#test/reset/account-of.ts';

const now = sampleToken.expiresAt - 60_000;
const account = accountOf({ realm: 'traffic-ops', id: sampleToken.accountId });
const secret = 's'.repeat(32);
const token = { ...sampleToken, realm: 'traffic-ops', requestedAt: now - 1_000 } as const;
const cookies = sessionCookies({ account, token, now, isHttps: true }, secret).map((cookie) => cookie.split(';')[0] ?? '');

/** Opens the session, and counts the calls of the server. */
async function open(notBefore: number): Promise<{ isOpen: boolean; calls: number }> {
  let calls = 0;
  const ports = {
    secrets: { trafficOpsSessions: async () => [secret] as const },
    resetTokens: { notBefore: async () => notBefore },
    accounts: {
      findUnchanged: async () => {
        calls += 1;
        return account;
      },
    },
  };
  const isOpen = await openServersSession(ports, cookies, now).then(
    () => true,
    () => false,
  );
  return { isOpen, calls };
}

test('K14 Rekey’s session ends when its realm is revoked, and then costs the product’s own server no call', async () => {
  expect(await open(token.requestedAt)).toEqual({ isOpen: true, calls: 1 });
  expect(await open(token.requestedAt + 1)).toEqual({ isOpen: false, calls: 0 });
});
