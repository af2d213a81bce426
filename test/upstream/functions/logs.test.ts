import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { profileTokens } from '#infra/local/doubles/crafter-profile/seed-profiles.ts';
import type { Fault } from '#infra/local/doubles/server/faults.ts';
import type { GoldenRequest, GoldenResponse } from '#test/golden/exchange.ts';
import { logOf } from '#test/security/log-of.ts';
import { secretsIn } from '#test/security/secrets-in.ts';
import { allowEveryApplication } from '#test/upstream/resets-in-front-of.ts';
import { startUpstreamRekey, type UpstreamRekey } from '#test/upstream/upstream-rekey.ts';

let rekey: UpstreamRekey;
beforeAll(async () => {
  process.env.REKEY_LOG = 'nothing';
  rekey = await startUpstreamRekey({ REKEY_MAILS_PER_MINUTE: '60', REKEY_MAILS_PER_TOKEN_LIFETIME: '60' });
  allowEveryApplication(rekey);
});
afterAll(() => rekey.stop());

const personal = 'Jane jane.doe jane.doe@example.com john.doe john.doe@example.com correct horse battery staple';
const json = { 'content-type': 'application/json' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const studio = '/studio/api/1/services/api/1/user';
const profile = (path: string, values: object): GoldenRequest => ({
  method: 'POST',
  path: `/api/1/profile/${path}`,
  headers: form,
  body: new URLSearchParams({ accessTokenId: profileTokens.application, ...values }).toString(),
});
const post = (path: string, body: object): GoldenRequest => ({ method: 'POST', path, headers: json, body: JSON.stringify(body) });

/** What the server says of a person, in each form in which it refuses. */
const echoes: [string, Fault][] = [
  ['is well', { kind: 'late', until: 0 }],
  ...[400, 401, 403, 404, 405, 409, 412, 500].map((status): [string, Fault] => {
    const alerts = [{ level: 'error', text: personal }];
    const body = JSON.stringify({ alerts, errorCode: 'OTHER', message: personal, response: { code: 1, message: personal } });
    return [`answers ${status}`, { kind: 'refuse', status, body }];
  }),
  ['drops answers', { kind: 'drop-answer' }],
];

test.each(echoes)('F4 no line holds a secret, a name or an address if a server %s', async (_, fault) => {
  const secrets = new Set<string>([...Object.values(profileTokens), rekey.studio.serviceToken, rekey.trafficOps.secret]);
  const send = async (request: GoldenRequest): Promise<GoldenResponse> => {
    const answer = await rekey.send(request);
    for (const secret of secretsIn(request, answer)) {
      secrets.add(secret);
    }
    return answer;
  };
  /** With and without a mail, so that the fault meets each call. */
  const eachCall = async () => {
    await send(profile('59284659d4c650213cc2f3fc/reset_password', { resetPasswordUrl: 'https://app.example/x' }));
    const profileToken = await rekey.mailedToken();
    await send({ method: 'GET', path: `${studio}/forgot-password.json?username=jane.doe` });
    const studioToken = await rekey.mailedToken();
    await send(post('/api/5.0/user/reset_password', { email: 'jane.doe@example.com' }));
    const t = await rekey.mailedToken();
    const login = await send(post('/api/5.0/user/login/token', { t }));
    const cookie = (login.headers['set-cookie'] ?? 'rekey_session=none').replaceAll(/;[^\n]*\n?/g, '; ');
    const newPassword = 'correct horse battery staple';
    return async () => {
      await send(profile('change_password', { resetTokenId: profileToken, newPassword }));
      await send(post(`${studio}/set-password.json`, { token: studioToken, new: newPassword }));
      await send(post('/studio/api/2/user/reset-password/jane.doe', { new: newPassword }));
      const change = { localPasswd: newPassword, confirmLocalPasswd: newPassword };
      await send({ ...post('/api/5.0/user/current', change), method: 'PUT', headers: { ...json, cookie } });
    };
  };
  const lines = await logOf(async () => {
    const redeem = await eachCall();
    const servers = [rekey.profile, rekey.studio, rekey.trafficOps];
    const inject = (path?: RegExp) => {
      for (const server of servers) {
        server.inject({ ...(path && { path }), fault });
      }
    };
    inject(/\/update$|reset_password$|\/users\/4$/);
    await redeem();
    inject();
    await redeem();
    await eachCall();
    for (const server of servers) {
      server.clearFaults();
    }
    await rekey.mailedToken();
  });
  expect(lines.length).toBeGreaterThan(10);
  const log = lines.map((line) => JSON.stringify(line)).join('\n');
  for (const secret of [...secrets, 'jane', 'john', 'Jane', 'example.com', 'horse']) {
    expect(log.split('\n').filter((line) => line.includes(secret))).toEqual([]);
  }
});
