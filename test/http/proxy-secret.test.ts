import { expect, test } from '@jest/globals';
import { isFromProxy, requireProxy } from '#lib/http/proxy-secret.ts';
import { hashOf } from '#test/proxy-secret.ts';

const current = 'the secret that the proxy sends today';
const next = 'the secret that the proxy sends tomorrow';
const hashes = `${hashOf(current)},${hashOf(next)}`;
const accepts = (given: string | undefined, proxySecretHashes: string | null) =>
  isFromProxy({ 'x-rekey-proxy': given }, { proxySecretHashes });

test.each([
  ['the one secret', current, hashOf(current)],
  ['the first of two', current, hashes],
  ['the second of two', next, hashes],
])('F8 a request with %s is the proxy’s', (_, given, accepted) => {
  expect(accepts(given, accepted)).toBe(true);
});

test.each([
  ['no secret', undefined, hashes],
  ['an empty secret', '', hashes],
  ['another secret', 'the secret that the proxy sent yesterday', hashes],
  ['a secret that was replaced', current, hashOf(next)],
  ['both secrets', `${current},${next}`, hashes],
  ['the hash', hashOf(current), hashes],
  ['a secret in other letters', current.toUpperCase(), hashes],
  ['any secret while there is none', current, null],
])('F8 a request with %s is not the proxy’s', (_, given, accepted) => {
  expect(accepts(given, accepted)).toBe(false);
});

test('A6 a secret of less than 32 bytes proves nothing, because it could be found from its hash', () => {
  const [short, long] = ['s'.repeat(31), 's'.repeat(32)];
  expect(accepts(short, hashOf(short))).toBe(false);
  expect(accepts(long, hashOf(long))).toBe(true);
});

test('F8 a request past the proxy is refused only if the settings ask for that', () => {
  const past = (onlyThroughProxy: boolean) => () => requireProxy({}, { proxySecretHashes: hashes, onlyThroughProxy });
  expect(past(true)).toThrow(expect.objectContaining({ code: 'past-the-proxy' }));
  expect(past(false)).not.toThrow();
  expect(() => requireProxy({ 'x-rekey-proxy': next }, { proxySecretHashes: hashes, onlyThroughProxy: true })).not.toThrow();
});
