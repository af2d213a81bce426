import vm from 'node:vm';
import { expect, test } from '@jest/globals';
import { pageOf } from '#test/docs/pages.ts';
import { type Call, callsForProduct, callsForRekey, closedPaths, rekeySession } from './calls.ts';
import { wildcards } from './wildcards.ts';

const page = pageOf('docs/front.md');
const behaviors = [...page.matchAll(/^ +(?:- PathPattern:|#) '([^']+)'/gm)].map(([, pattern = '']) => wildcards(pattern));
const ofCurrentUser = wildcards(/The behavior for `([^`]+)`/.exec(page)?.[1] ?? '');
const [choosing = '', closing = ''] = [...page.matchAll(/^```js\n([\s\S]*?)^```$/gm)].map(([, code = '']) => code);

const pathOf = ({ path }: Pick<Call, 'path'>) => path.replace(/\?.*/, '');
const hasBehavior = (call: Call) => behaviors.some((pattern) => pattern.test(pathOf(call)));

type Handled = { request?: { headers: object }; statusCode?: number; body?: string; origin: string };

/** Runs a CloudFront function. `origin`: the origin that it chose. */
function handle(code: string, { method, path, cookie = '' }: Call): Handled {
  const cookies = Object.fromEntries(
    cookie.split('; ').map((text) => [text.split('=')[0], { value: text.slice(text.indexOf('=') + 1) }]),
  );
  const request = { method, uri: pathOf({ path }), headers: {}, cookies: cookie === '' ? {} : cookies };
  const chosen: string[] = [];
  const context = {
    event: { request, viewer: { ip: '192.0.2.7' } },
    cf: { selectRequestOriginById: (id: string) => chosen.push(id) },
  };
  const answer = vm.runInNewContext(`${code.replace(/^import .*$/m, '')}; handler(event)`, context);
  return { ...(answer === request ? { request } : answer), origin: chosen[0] ?? 'product' };
}

const forUpdates = callsForRekey.filter(({ path }) => ofCurrentUser.test(path));

test('CloudFront gives Rekey every path of the route table', () => {
  expect(callsForRekey.filter((call) => !hasBehavior(call) && !forUpdates.includes(call))).toEqual([]);
  expect(forUpdates).not.toEqual([]);
});

test('CloudFront gives Rekey no neighbour of these paths', () => {
  const neighbours = callsForProduct.filter(({ path }) => !path.startsWith('/api/2.0/'));
  expect(neighbours.filter(hasBehavior)).toEqual([]);
});

test('the function of Traffic Ops sends a password that is set in a session of Rekey’s to Rekey, and nothing else', () => {
  expect(forUpdates.map((call) => handle(choosing, call).origin)).toEqual(forUpdates.map(() => 'rekey'));
  const others = callsForProduct.filter(({ path }) => ofCurrentUser.test(path) && !path.startsWith('/api/2.0/'));
  expect(others.filter((call) => handle(choosing, call).origin !== 'product')).toEqual([]);
  const { request } = handle(choosing, { method: 'PUT', path: '/api/5.0/user/current', cookie: rekeySession });
  expect(request?.headers).toEqual({ 'x-rekey-client': { value: '192.0.2.7' } });
});

test('the function that closes the product’s doors lets no spelling of its own calls through', () => {
  const outcomes = closedPaths.map((path) => ({ path, status: handle(closing, { method: 'POST', path }).statusCode }));
  expect(outcomes.filter(({ status }) => status !== 403)).toEqual([]);
  expect(handle(closing, { method: 'GET', path: '/studio/%' }).statusCode).toBe(400);
});

test('the function that closes the product’s doors lets everything else through', () => {
  expect(callsForProduct.filter((call) => handle(closing, call).request === undefined)).toEqual([]);
});
