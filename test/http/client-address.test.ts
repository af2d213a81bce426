import { expect, test } from '@jest/globals';
import { clientAddress } from '#lib/http/client-address.ts';
import { proxySecret, proxySecretHash } from '#test/proxy-secret.ts';

const none = { proxySecretHashes: null, clientAddressHeader: null };
const from = (sourceIp: string) => clientAddress({}, sourceIp, none);

const settings = { proxySecretHashes: proxySecretHash, clientAddressHeader: 'x-client' };
const forwarded = (header: string, secret = proxySecret) =>
  clientAddress({ 'x-rekey-proxy': secret, 'x-client': header }, '192.0.2.200', settings).address;

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['::FFFF:203.0.113.7', '203.0.113.7'],
  ['::ffff:203.1.113.7', '203.1.113.7'],
  ['::ffff:cb00:7107', '203.0.113.7'],
  ['0:0:0:0:0:ffff:cb00:7107', '203.0.113.7'],
  ['0000:0000:0000:0000:0000:ffff:203.0.113.7', '203.0.113.7'],
  ['64:ff9b::cb00:7107', '203.0.113.7'],
  ['64:ff9b::203.0.113.7', '203.0.113.7'],
  ['0064:FF9B:0:0:0:0:CB00:7107', '203.0.113.7'],
  ['::ffff:0.0.0.1', '0.0.0.1'],
])('F7 %s counts as the IPv4 address %s, and belongs to no site', (given, address) => {
  expect(from(given)).toEqual({ address, site: null });
});

test.each([
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64', '2001:db8:1::/48'],
  ['2001:0DB8:0001:0002::', '2001:db8:1:2::/64', '2001:db8:1::/48'],
  ['2001:db8:1::7', '2001:db8:1:0::/64', '2001:db8:1::/48'],
  ['2001:db8::1', '2001:db8:0:0::/64', '2001:db8:0::/48'],
  ['2001:db8:1:2::198.51.100.1', '2001:db8:1:2::/64', '2001:db8:1::/48'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64', 'fe80:0:0::/48'],
  ['::1', '0:0:0:0::/64', '0:0:0::/48'],
  ['::ffff:0:cb00:7107', '0:0:0:0::/64', '0:0:0::/48'],
  ['64:ff9b:1::cb00:7107', '64:ff9b:1:0::/64', '64:ff9b:1::/48'],
])('F7 %s counts as %s and in the site %s', (given, address, site) => {
  expect(from(given)).toEqual({ address, site });
});

test.each([
  ['198.51.100.1', '198.51.100.1'],
  ['198.51.100.1:4711', '198.51.100.1'],
  ['[2001:db8::1]:4711', '2001:db8:0:0::/64'],
  ['[2001:db8::1]', '2001:db8:0:0::/64'],
  ['10.0.0.1, 198.51.100.1', '198.51.100.1'],
  ['198.51.100.1, unknown', '192.0.2.200'],
  ['198.51:1.100.1', '192.0.2.200'],
  ['[198.51].100.1', '192.0.2.200'],
  ['198.51.100.[1]', '192.0.2.200'],
  ['198.51.100.1'.padStart(100), '198.51.100.1'],
  ['', '192.0.2.200'],
  [`${'['.repeat(5_000)}${']'.repeat(5_000)}`, '192.0.2.200'],
  [`${' '.repeat(200)}198.51.100.1`, '192.0.2.200'],
])('the proxy’s header %j names %s', (header, address) => {
  expect(forwarded(header)).toBe(address);
});

test('the header counts only with the proxy’s secret', () => {
  expect(forwarded('198.51.100.1', 'another secret that is as long')).toBe('192.0.2.200');
});
