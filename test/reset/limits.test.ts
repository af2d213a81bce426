import { expect, test } from '@jest/globals';
import bcrypt from 'bcryptjs';
import { bcryptHasher } from '#lib/passwords/password-hash.ts';
import { canonicalAddress, deliverableAddress } from '#lib/reset/address.ts';
import { started } from '#lib/reset/beside-admission.ts';
import { admit, admitAddress } from '#lib/reset/limits.ts';
import { isLoopback } from '#lib/reset/reset-link.ts';
import { newCredentialStamp } from '#lib/reset/token.ts';
import { accountOf } from './account-of.ts';
import { memoryDesk, now, refusal } from './memory-desk.ts';

const caller = { address: '192.0.2.1', site: null, requestsPerFiveMinutes: 60, applicationRequestsPerFiveMinutes: 1200, now };

test('a request is counted against its client address, and refused with the time to wait', async () => {
  const { ports, steps, over } = memoryDesk();
  expect(await admitAddress(ports.limits, caller)).toBeNull();
  expect(steps).toEqual([`count address#192.0.2.1 to 60 at ${now}`]);
  over['address#192.0.2.1'] = 9;
  await expect(admitAddress(ports.limits, caller)).rejects.toEqual(refusal('too-many-requests', { retryAfterSeconds: 9 }));
});

test('F7 an IPv6 request also counts against its /48, with a separate limit, unless its /64 is over the limit', async () => {
  const { ports, steps, over } = memoryDesk();
  const inSite = { ...caller, address: '2001:db8:1:2::/64', site: '2001:db8:1::/48' };
  await admitAddress(ports.limits, inSite);
  expect(steps).toEqual([`count address#2001:db8:1:2::/64 to 60 at ${now}`, `count address#2001:db8:1::/48 to 1200 at ${now}`]);
  over['address#2001:db8:1::/48'] = 7;
  await expect(admitAddress(ports.limits, inSite)).rejects.toEqual(refusal('too-many-requests', { retryAfterSeconds: 7 }));
  steps.splice(0);
  over['address#2001:db8:1:2::/64'] = 9;
  await expect(admitAddress(ports.limits, inSite)).rejects.toEqual(refusal('too-many-requests', { retryAfterSeconds: 9 }));
  expect(steps).toEqual([`count address#2001:db8:1:2::/64 to 60 at ${now}`]);
});

test('any key can be counted', async () => {
  const { ports, steps } = memoryDesk();
  await admit(ports.limits, 'a key', 7, now);
  expect(steps).toEqual([`count a key to 7 at ${now}`]);
});

test.each([
  ['Test@Example.COM', 'test@example.com'],
  ['AZaz09', 'azaz09'],
  ['mıke@MİKE.example', 'mıke@mİke.example'],
  ['\u212Aelvin@ＦＵＬＬ.example', '\u212Aelvin@ＦＵＬＬ.example'],
  ['ÄÖ@example.com', 'ÄÖ@example.com'],
])('M2 only the letter case of ASCII letters is ignored: %s', (address, canonical) => {
  expect(canonicalAddress(address)).toBe(canonical);
});

const day = 86_400_000;
const bounceOf = (address: string) => ({ address, cause: 'bounce', since: now - day }) as const;

test.each([
  ['bounce', now - 30 * day + 1, false],
  ['bounce', now - 30 * day, true],
  ['bounce', now + day, false],
  ['complaint', now - 30 * day, false],
  ['complaint', 0, false],
] as const)('M10 a %s of %i no longer blocks its address: %s', (cause, since, isOver) => {
  const account = accountOf({ email: 'a@example.com', undeliverable: { address: 'a@example.com', cause, since } });
  expect(deliverableAddress(account, now)).toEqual(isOver ? { email: 'a@example.com' } : { obstacle: 'undeliverable-address' });
});

test.each([
  [{ email: null }, { obstacle: 'no-address' }],
  [{ email: 'j\u00fcrgen@example.com' }, { obstacle: 'no-address' }],
  [{ email: '' }, { obstacle: 'no-address' }],
  [{ email: 'A@example.com' }, { email: 'A@example.com' }],
  [{ email: 'A@example.com', undeliverable: bounceOf('a@EXAMPLE.com') }, { obstacle: 'undeliverable-address' }],
  [{ email: 'A@example.com', undeliverable: bounceOf('b@example.com') }, { email: 'A@example.com' }],
  [{ email: null, undeliverable: bounceOf('b@example.com') }, { obstacle: 'no-address' }],
])('M10 the address for mail of %j is %j', (differences, found) => {
  expect(deliverableAddress(accountOf(differences), now)).toEqual(found);
});

test.each([
  ['localhost', true],
  ['127.0.0.1', true],
  ['127.255.255.255', true],
  ['[::1]', true],
  ['127.0.0.1.example', false],
  ['x127.0.0.1', false],
  ['127.0.0', false],
  ['127.0.0.1.1', false],
  ['127.0.0.x', false],
  ['127.0.0.1000', false],
  ['localhost.example', false],
  ['[::2]', false],
  ['example.com', false],
])('%s is loopback: %s', (hostname, expected) => {
  expect(isLoopback(hostname)).toBe(expected);
});

test('W2 a password is hashed in its composed form, with its own salt, at the given cost', async () => {
  const hash = bcryptHasher(4);
  const [one, two] = [await hash('pa\u0308ss'), await hash('pa\u0308ss')];
  expect(one).toMatch(/^\$2b\$04\$/);
  expect(one).not.toBe(two);
  expect(await bcrypt.compare('päss', one)).toBe(true);
});

test('a credential stamp is 16 random bytes', () => {
  const stamps = new Set(Array.from({ length: 1_000 }, newCredentialStamp));
  expect(stamps.size).toBe(1_000);
  expect([...stamps].every((stamp) => Buffer.from(stamp, 'base64url').length === 16)).toBe(true);
});

test('work that was started and fails is not an unhandled rejection, and fails for the code that awaits it', async () => {
  const failure = new Error('failed');
  const work = started(Promise.reject(failure));
  await new Promise((resolve) => setTimeout(resolve, 5));
  await expect(work).rejects.toBe(failure);
});
