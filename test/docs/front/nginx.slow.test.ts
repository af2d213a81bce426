// It takes seconds because a real nginx starts with the blocks of docs/front.md, and every call is sent through it.

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { clientAddress } from '#lib/http/client-address.ts';
import { proxySecret, proxySecretHash } from '#test/proxy-secret.ts';
import { type Call, callsForProduct, callsForRekey, callsForRekeyApart, closedPaths, rekeySession } from './calls.ts';
import { apart, inHttpWithOwnAccounts, nginxBlock, together } from './nginx-block.ts';
import { type Front, openFront } from './open-front.ts';
import type { FrontAnswer } from './send-to-front.ts';
import { missingNginx } from './start-nginx.ts';

if (missingNginx !== null) {
  console.warn(`the tests of the front's rules are ${missingNginx}`);
}
const withNginx = missingNginx === null ? describe : describe.skip;

/** The values of a header that a server got. */
function valuesOf({ seen }: FrontAnswer, name: string): string[] {
  const headers = seen?.headers ?? [];
  return headers.filter((_, index) => index % 2 === 1 && headers[index - 1]?.toLowerCase() === name);
}

withNginx('nginx, where Rekey shares the host name,', () => {
  let front: Front;
  beforeAll(async () => {
    front = await openFront(together());
  });
  afterAll(() => front?.stop());

  const asked = async (calls: readonly Call[]) => {
    const answers: string[] = [];
    for (const { cookie, ...call } of calls) {
      const { by } = await front.send({ ...call, headers: cookie === undefined ? [] : ['cookie', cookie] });
      answers.push(`${by}: ${call.method} ${call.path}`);
    }
    return answers;
  };

  test('gives Rekey every documented call, in every version and spelling', async () => {
    expect((await asked(callsForRekey)).filter((answer) => !answer.startsWith('rekey: '))).toEqual([]);
  });

  test('gives the product everything else', async () => {
    expect((await asked(callsForProduct)).filter((answer) => !answer.startsWith('product: '))).toEqual([]);
  });

  test.each(['GET', 'POST'])('lets no spelling of the product’s own calls through by %s', async (method) => {
    const answers = await asked(closedPaths.map((path) => ({ method, path })));
    expect(answers.filter((answer) => answer.startsWith('product: '))).toEqual([]);
  });

  test('tells whoever uses another spelling of Studio’s own calls where to ask for a link', async () => {
    const { status, body } = await front.send({ method: 'GET', path: '/studio/api/2/users/forgot_password/?username=jane.doe' });
    expect(status).toBe(403);
    expect(JSON.parse(body)).toMatchObject({
      response: { message: expect.stringMatching(/https:\S+\/forgot-password\?realm=crafter-studio$/) },
    });
  });

  test('passes method, path, query, body and cookies on unchanged', async () => {
    const path = '/studio/api/1/services/api/1/user/set-password.json?a=%2B%20b&token=x%3Dy';
    const { seen } = await front.send({ method: 'POST', path, body: '{"new":"ä"}', headers: ['cookie', 'a=b; c=d'] });
    expect(seen).toMatchObject({ method: 'POST', path, body: '{"new":"ä"}' });
    const update = { method: 'PUT', path: '/api/5.0/user/current', body: '{"user":{}}', headers: ['cookie', rekeySession] };
    const updated = await front.send(update);
    expect(updated).toMatchObject({ by: 'rekey', seen: { method: 'PUT', path: update.path, body: update.body } });
    expect(valuesOf(updated, 'cookie')).toEqual([rekeySession]);
  });

  test('sends API Gateway its own name as the host', async () => {
    const answer = await front.send({ method: 'GET', path: '/reset-password' });
    expect(valuesOf(answer, 'host')).toEqual(['double']);
  });

  test('passes both cookies of a login on', async () => {
    const { cookies } = await front.send({ method: 'POST', path: '/api/5.0/user/login/token', body: '{"t":"x"}' });
    expect(cookies).toEqual(['mojolicious=a; Path=/; HttpOnly', 'rekey_session=b; Path=/; HttpOnly']);
  });

  test('caches nothing of Rekey’s, even if it caches the product', async () => {
    const numbers = async (path: string) => {
      const answers = [await front.send({ method: 'GET', path }), await front.send({ method: 'GET', path })];
      return new Set(answers.map(({ seen }) => seen?.number)).size;
    };
    expect(await numbers('/studio/cached')).toBe(1);
    expect(await numbers('/studio/api/1/services/api/1/user/validate-token.json?token=x')).toBe(2);
  });

  test('says the client’s address, and nobody can forge it', async () => {
    const forged = ['x-rekey-proxy', 'another secret', 'X-Rekey-Client', '192.0.2.1', 'x_rekey_client', '192.0.2.2'];
    const more = ['X-REKEY-CLIENT', '192.0.2.3', 'x-forwarded-for', '192.0.2.4', 'connection', 'x-rekey-client, x-rekey-proxy'];
    const answer = await front.send({
      method: 'GET',
      path: '/forgot-password',
      headers: [...forged, ...more],
      from: '127.0.0.9',
    });
    expect(valuesOf(answer, 'x-rekey-proxy')).toEqual([proxySecret]);
    expect(valuesOf(answer, 'x-rekey-client')).toEqual(['127.0.0.9']);
    const headers = Object.fromEntries(
      ['x-rekey-proxy', 'x-rekey-client', 'x_rekey_client'].map((name) => [name, valuesOf(answer, name).join(', ')]),
    );
    const settings = { proxySecretHashes: proxySecretHash, clientAddressHeader: 'x-rekey-client' };
    expect(clientAddress(headers, '198.51.100.1', settings)).toMatchObject({ address: '127.0.0.9' });
  });
});

withNginx('nginx, where Traffic Ops leaves the rest to Rekey’s own host name,', () => {
  let front: Front;
  beforeAll(async () => {
    front = await openFront(apart());
  });
  afterAll(() => front?.stop());

  test('gives Rekey the first call, and Traffic Ops everything else', async () => {
    const isApart = ({ path }: Call) => callsForRekeyApart.some((call) => call.path === path);
    const trafficOps = [...callsForRekey, ...callsForProduct].filter(({ path }) => path.startsWith('/api/'));
    for (const { cookie = 'a=b', ...call } of [...callsForRekeyApart, ...trafficOps]) {
      const { by } = await front.send({ ...call, headers: ['cookie', cookie] });
      expect({ ...call, by }).toEqual({ ...call, by: isApart(call) ? 'rekey' : 'product' });
    }
  });
});

withNginx('nginx, where Traffic Ops’ accounts are in Rekey’s own table,', () => {
  let front: Front;
  beforeAll(async () => {
    front = await openFront(nginxBlock('Traffic Ops, together with Rekey'), inHttpWithOwnAccounts());
  });
  afterAll(() => front?.stop());

  test.each(['GET', 'PUT'])('gives Rekey a %s of its own sessions, and Traffic Ops all others', async (method) => {
    const session = (by: string) =>
      `mojolicious=${Buffer.from(`{"auth_data":"a","expires":1,"by":"${by}","c":"d"}`).toString('base64url')}--0a`;
    const ask = async (cookie: string) =>
      (await front.send({ method, path: '/api/5.0/user/current', headers: ['cookie', cookie] })).by;
    expect(await ask(session('rekey'))).toBe('rekey');
    expect(await ask(session('trafficcontrol-go-tocookie'))).toBe('product');
    expect(await ask('a=b')).toBe('product');
  });
});

withNginx('nginx behind a load balancer', () => {
  let front: Front;
  beforeAll(async () => {
    const networks = nginxBlock('In the server block').replace(/10\.0\.0\.0\/16/, '127.0.0.8/32');
    front = await openFront(networks + together());
  });
  afterAll(() => front?.stop());

  test.each([
    { name: 'takes the client’s address from the load balancer', from: '127.0.0.8', address: '203.0.113.7' },
    { name: 'takes it from nobody else', from: '127.0.0.9', address: '127.0.0.9' },
  ])('$name', async ({ from, address }) => {
    const headers = ['x-forwarded-for', '192.0.2.1, 203.0.113.7'];
    const answer = await front.send({ method: 'GET', path: '/forgot-password', headers, from });
    expect(valuesOf(answer, 'x-rekey-client')).toEqual([address]);
  });
});
