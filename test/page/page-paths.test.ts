import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { refuse } from '#lib/page/refuse.ts';
import { languages } from '#lib/wording/languages.ts';
import { eventOf } from '#test/golden/send-event.ts';
import type { Rekey } from '#test/security/rekey.ts';
import { startRekey } from '#test/security/start-rekey.ts';
import { callsOfPages } from './calls-of-pages.ts';

const reset = callsOfPages['page/reset-password'];
const forgot = callsOfPages['page/forgot-password'];
const ask = callsOfPages['page/ask-for-link'];

let rekey: Rekey;
beforeAll(async () => {
  rekey = await startRekey();
});
afterAll(() => rekey.stop());

test.each([
  ['/reset-password/', 200],
  ['/reset-password/%23realm%3Dtraffic-ops%26token%3DA/b', 200],
  ['/reset-password%23realm%3Dtraffic-ops%26token%3DA', 200],
  ['/reset-password).', 200],
  ['/reset-pass', 404],
  ['/wp-login.php', 404],
])('the reset page answers %s with %i and a page that contains nothing from the address', async (path, status) => {
  const answer = await rekey.send({ ...reset, path });
  expect(answer.status).toBe(status);
  expect(answer.headers['Content-Type']).toBe('text/html; charset=utf-8');
  expect(answer.body).toContain('href="forgot-password"');
  expect(answer.body.includes('<script>')).toBe(status === 200);
  expect(answer.body).not.toMatch(/token=A|%23realm|wp-login|reset-pass\b(?!word)/);
});

test.each(['/forgot-password/', '/forgot-password/%23realm/x', '/forgot-password/x?realm=traffic-ops'])(
  'the page that asks for a link works at %s, and its own addresses still lead to it',
  async (path) => {
    const given = { ...ask, path, body: 'realm=traffic-ops&identifier=nobody%40example.com' };
    const answers = [await rekey.send({ ...forgot, path }), await rekey.send(given), await rekey.send({ ...given, body: '' })];
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 400]);
    for (const { body } of answers) {
      const addresses = [...body.matchAll(/(?:action|href)="(?!data:|mailto:|#)([^"]*)"/g)].map(([, address]) => address);
      const query = path.includes('?') ? '?realm=traffic-ops' : '?';
      const inLanguages = languages.map((lang) => `${query}${query === '?' ? '' : '&amp;'}lang=${lang}`);
      expect([...new Set(addresses)]).toEqual([query, ...inLanguages]);
    }
  },
);

test.each([
  '/reset-password',
  '/reset-pass',
  '/forgot-password',
  '/.well-known/change-password',
  '/reset-password/common-passwords.txt',
  '/health',
])('HEAD %s has the status and the headers of GET, and touches no table', async (path) => {
  const asked = async (method: 'GET' | 'HEAD') => {
    const { status, headers } = await rekey.send({ method, path });
    return { status, headers };
  };
  rekey.touched();
  expect(await asked('HEAD')).toEqual(await asked('GET'));
  expect(rekey.touched()).toEqual([]);
});

test.each(['br', 'gzip'])('HEAD of the list has the headers of GET in %s too, and no cache may keep either', async (encoding) => {
  const asked = async (method: 'GET' | 'HEAD') => {
    const path = '/reset-password/common-passwords.txt';
    const { status, headers } = await rekey.send({ method, path, headers: { 'Accept-Encoding': encoding } });
    return { status, headers };
  };
  const given = await asked('GET');
  expect(await asked('HEAD')).toEqual(given);
  expect(given.headers).toMatchObject({ 'Content-Encoding': encoding, Vary: 'Accept-Encoding', 'Cache-Control': 'no-store' });
  expect(Object.keys(given.headers)).not.toContain('ETag');
});

test.each([reset, forgot])('a page is never compressed: $path', async (call) => {
  const answer = await rekey.send({ ...call, headers: { ...call.headers, 'accept-encoding': 'br, gzip' } });
  expect(Object.keys(answer.headers)).not.toContain('Content-Encoding');
  expect(answer.body).toContain('<!DOCTYPE html>');
});

test('M5 the well-known address for password managers leads to the form, whatever host the request names', async () => {
  const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example' };
  const answer = await rekey.send({ ...forgot, path: '/.well-known/change-password', headers });
  expect({ status: answer.status, location: answer.headers.Location }).toEqual({ status: 302, location: '../forgot-password' });
  expect(answer.body).toContain('<a class="button" href="../forgot-password">');
  expect(answer.body).not.toContain('evil');
  expect(answer.headers['Cache-Control']).toContain('no-store');
});

test.each([
  [{}, 'forgot-password'],
  [{ rest: '' }, '../forgot-password'],
  [{ rest: '#realm/x' }, '../../forgot-password'],
  [{ page: 'reset-password#' }, 'forgot-password'],
])('if the reset page fails with the path parameters %j, its error page leads to %s', async (pathParameters, address) => {
  const event = { ...eventOf(reset, 1), pathParameters };
  const { status, body } = await refuse(new Error('a defect'), { routeId: 'page/reset-password', requestId: 'x', event });
  expect(status).toBe(500);
  expect(body).toContain(`href="${address}"`);
});
