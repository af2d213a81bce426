import { expect, test } from '@jest/globals';
import { refusePrefetch } from '#lib/dialects/crafter-studio/refuse-prefetch.ts';

const ask = (headers: { [name: string]: string }) => () => refusePrefetch((name) => headers[name] ?? '');

test.each([
  { 'sec-purpose': 'prefetch' },
  { 'sec-purpose': 'prefetch;prerender' },
  { 'sec-purpose': 'prefetch;anonymous-client-ip' },
  { 'sec-purpose': 'Prefetch' },
  { purpose: 'prefetch' },
  { purpose: 'PREFETCH' },
  { 'sec-purpose': 'x', purpose: 'prefetch' },
])('K11 a browser that prefetches is refused: %j', (headers) => {
  expect(ask(headers)).toThrow(expect.objectContaining({ code: 'prefetched', detail: null }));
});

test.each([{}, { 'sec-purpose': 'x' }, { purpose: 'prefetching' }, { purpose: 'noprefetch' }, { 'x-purpose': 'prefetch' }])(
  'K11 any other request is not refused: %j',
  (headers) => {
    expect(ask(headers)).not.toThrow();
  },
);

test('K11 two headers are not read as one word', () => {
  expect(ask({ 'sec-purpose': 'pre', purpose: 'fetch' })).not.toThrow();
});
