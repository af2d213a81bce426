import { unmarshall } from '@aws-sdk/util-dynamodb';
import { describe, expect, test } from '@jest/globals';
import { accountsOfAllRealms } from '#lib/accounts/all-realms.ts';
import { dynamoMailboxes } from '#lib/dynamo/dynamo-mailboxes.ts';
import { dynamoResetRequests } from '#lib/dynamo/dynamo-reset-requests.ts';
import { dynamoResetTokens } from '#lib/dynamo/dynamo-reset-tokens.ts';
import { dynamoShadows } from '#lib/dynamo/dynamo-shadows.ts';
import { scanItems } from '#lib/dynamo/operator/scan-items.ts';
import { storeAccount } from '#lib/dynamo/operator/store-account.ts';
import { tables } from '#lib/dynamo/tables.ts';
import { canonicalAddress, mailboxKey } from '#lib/reset/address.ts';
import type { AccountReference } from '#lib/reset/ports.ts';
import { mintToken } from '#lib/reset/token.ts';
import { sampleAccount } from '#test/contracts/sample-account.ts';
import { sampleRequest } from '#test/contracts/sample-request.ts';
import { sampleSettlement } from '#test/contracts/sample-settlement.ts';
import { admin, adminJson } from '#test/infra/admin/run-words.ts';
import { serversBench } from '#test/infra/admin/servers-bench.ts';

const bench = serversBench();

const limits = { mailsPerMinute: 60, mailsPerTokenLifetime: 60, tokenLifetimeMinutes: 30 };

async function everything() {
  const all: unknown[] = [];
  for (const { nameSetting } of Object.values(tables)) {
    for await (const item of scanItems(bench.settings[nameSetting])) {
      all.push(unmarshall(item));
    }
  }
  return JSON.stringify(all, (_, value) => (value instanceof Set ? [...value] : value));
}

/** A reset for the account, and a bounce of its mail. */
async function reset(reference: AccountReference, identifier: string, email: string) {
  const { settings } = bench;
  const { realm, id: accountId } = reference;
  const requests = dynamoResetRequests(settings);
  const now = Date.now();
  const request = sampleRequest({ realm, identifier, requestedAt: now });
  await requests.put(request, limits);
  await requests.markServed(request, { sequence: 1, accountId, now });
  await requests.markDone(request, 1, sampleSettlement());
  const mailId = `${realm}-${accountId}`;
  await dynamoMailboxes(settings).countMail({ mailbox: mailboxKey(email), mailId, maximum: 10, windowMs: 3_600_000, now });
  const mark = { cause: 'bounce', since: now } as const;
  await accountsOfAllRealms(settings).markUndeliverable(realm, canonicalAddress(email), mark);
  return request;
}

describe('accounts delete, of an account in the product’s own server', () => {
  test('erases what Rekey keeps, and keeps the ended links dead as long as the account exists there', async () => {
    const { settings } = bench;
    const reference = { realm: 'crafter-studio', id: '5' } as const;
    const account = await bench.account(reference);
    const link = await bench.link(account);
    await dynamoShadows(settings).replaceStamp(reference, { noticeDue: Date.now(), languages: 'de', by: 'owner' });
    await dynamoShadows(settings).setLocale(reference, 'de');
    await reset(reference, 'Jane.Doe', 'jane.doe@example.com');
    expect(await bench.isGood(link)).toBe(false);

    const { out } = await admin('accounts delete crafter-studio jane.doe');
    expect(out).toMatch(
      /^Erased what Rekey stored about crafter-studio 5: 1 mark of an address, 1 log of a mailbox, 1 reset link, 1 reset request, 1 list of mailed accounts\.\n/,
    );
    expect(out).toMatch(/A random stamp stays beside its id.*Delete the account there, then run this again/);
    expect(out).toMatch(/The person’s data in Crafter Studio itself are not Rekey’s/);
    expect(JSON.parse(await everything())).toEqual([
      { account: 'crafter-studio#5', realm: 'crafter-studio', id: '5', credentialStamp: expect.any(String) },
    ]);
    expect(await bench.isGood(link)).toBe(false);
    expect((await adminJson('accounts show crafter-studio jane.doe')).accounts).toMatchObject([{ id: '5', mail: 'ok' }]);
    // Told again, it has nothing else to erase.
    expect(await adminJson('accounts delete crafter-studio 5')).toMatchObject({ erased: {}, reduced: { shadow: 1 } });
  });

  test('erases everything once the account is gone there, by its number, as far as its links name the person', async () => {
    const { settings } = bench;
    const reference = { realm: 'crafter-studio', id: '990' } as const;
    await dynamoShadows(settings).replaceStamp(reference, null);
    const { tokenHash } = mintToken();
    const person = { username: 'left.us', email: 'left.us@example.com', tenant: null };
    const token = { tokenHash, realm: 'crafter-studio', accountId: '990', credentialStamp: 'x', ...person } as const;
    await dynamoResetTokens(settings).put({ ...token, requestedAt: Date.now(), expiresAt: Date.now() + 60_000 });
    await reset(reference, 'left.us', 'left.us@example.com');
    expect(await adminJson('accounts delete crafter-studio 990')).toMatchObject({
      erased: { shadow: 1, 'address-mark': 1, 'mailbox-log': 1, 'reset-link': 1, 'reset-request': 1, 'served-list': 1 },
      reduced: {},
    });
    expect(await everything()).not.toMatch(/990|left\.us/);
  });

  test('erases what a username and an address lead to, once the account is gone there', async () => {
    await reset({ realm: 'crafter-studio', id: '991' }, 'was.here', 'was.here@example.com');
    const line = 'accounts delete crafter-studio 991 --username Was.Here --email was.here@example.com';
    expect(await adminJson(line)).toMatchObject({ erased: { 'address-mark': 1, 'mailbox-log': 1, 'reset-request': 1 } });
    expect(await everything()).not.toMatch(/991|was\.here/);
  });

  test('a shadow without a stamp goes entirely', async () => {
    await dynamoShadows(bench.settings).setLocale({ realm: 'traffic-ops', id: '4' }, 'de');
    expect(await adminJson('accounts delete traffic-ops jane.doe')).toMatchObject({ id: '4', erased: { shadow: 1 } });
    expect(await everything()).not.toContain('traffic-ops');
    expect((await admin('accounts delete traffic-ops jane.doe')).out).toBe('Rekey stores nothing about traffic-ops 4.\n');
  });

  test('takes no username of digits for the number of somebody else', async () => {
    const shadows = dynamoShadows(bench.settings);
    const other = { realm: 'crafter-studio', id: '6' } as const;
    await shadows.setLocale(other, 'fr');
    await shadows.setLocale({ realm: 'crafter-studio', id: '992' }, 'de');
    expect(await adminJson('accounts delete crafter-studio 992 --username 6')).toMatchObject({ erased: { shadow: 1 } });
    expect(await shadows.find(other)).toMatchObject({ locale: 'fr' });
  });

  test('erases what is left of the account from the time when Rekey kept it', async () => {
    await storeAccount(bench.settings, sampleAccount({ id: 'jane.doe', username: 'jane.doe' }), '$2b$04$hash');
    expect(await adminJson('accounts delete crafter-studio 5')).toMatchObject({ erased: { account: 1 } });
    expect(await everything()).not.toContain('$2b$04$hash');
  });

  test('U2 does nothing while the password of the account is being changed', async () => {
    const shadows = dynamoShadows(bench.settings);
    const reference = { realm: 'crafter-studio', id: '6' } as const;
    const now = Date.now();
    const claim = { id: 'claimed', previousStamp: null, tokenHash: 'hash-of-token', until: now + 60_000 };
    await shadows.claim(reference, claim, { reenter: false, now });
    await reset(reference, '6', 'john.smith@example.com');
    const before = await everything();
    const { code, err } = await admin('accounts delete crafter-studio 6');
    expect({ code, err }).toEqual({
      code: 1,
      err: 'The password of this account is being changed. Run this again in two minutes.\n',
    });
    expect(await everything()).toBe(before);
    expect((await admin('accounts export crafter-studio 6')).out).not.toMatch(/claimed|hash-of-token/);
    await shadows.release(reference, claim);
  });

  test('changes nothing if the server is away, because it cannot tell whether the account exists', async () => {
    await reset({ realm: 'crafter-studio', id: '5' }, 'jane.doe', 'jane.doe@example.com');
    const before = await everything();
    bench.studio.inject({ fault: { kind: 'html-500' } });
    expect(await admin('accounts delete crafter-studio 5')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/own server gives no usable answer/),
    });
    bench.studio.clearFaults();
    expect(await everything()).toEqual(before);
  });
});

test('accounts export prints what Rekey keeps of an account in the product’s own server', async () => {
  const reference = { realm: 'traffic-ops', id: '4' } as const;
  await dynamoShadows(bench.settings).setLocale(reference, 'fr');
  const link = await bench.link(await bench.account(reference));
  await reset(reference, 'jane.doe@example.com', 'jane.doe@example.com');
  const { out } = await admin('accounts export traffic-ops jane.doe');
  const { stored, ...rest } = JSON.parse(out);
  expect(rest).toMatchObject({ realm: 'traffic-ops', id: '4', addresses: ['jane.doe@example.com'] });
  expect(stored.map(({ kind }: { kind: string }) => kind)).toEqual([
    'shadow',
    'address-mark',
    'mailbox-log',
    'reset-link',
    'reset-request',
    'served-list',
  ]);
  expect(stored[0]).toEqual({ kind: 'shadow', realm: 'traffic-ops', id: '4', locale: 'fr' });
  expect(out).not.toContain(link.tokenHash);
  expect(out).not.toContain(link.credentialStamp);
});

test.each([
  ['accounts list --realm crafter-studio', /stay in Crafter Studio at http.*List the accounts there/],
  ['applications rotate mine', /Crafter Profile itself gives its applications access tokens/],
  ['accounts update traffic-ops jane.doe --language de', /stay in Traffic Ops at http.*Change the account there/],
])('a realm that stays in the product’s own server refuses %s', async (line, message) => {
  const { code, out, err } = await admin(line);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(message);
});

test('accounts list is empty if all accounts stay in the products’ own servers', async () => {
  expect(await adminJson('accounts list')).toEqual({ accounts: [], next: null });
});
