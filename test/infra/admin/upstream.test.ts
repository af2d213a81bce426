import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { accountsOfAllRealms } from '#lib/accounts/all-realms.ts';
import { dynamoApplications } from '#lib/dynamo/dynamo-applications.ts';
import { dynamoResetRequests } from '#lib/dynamo/dynamo-reset-requests.ts';
import { dynamoShadows } from '#lib/dynamo/dynamo-shadows.ts';
import { storeAccount } from '#lib/dynamo/operator/store-account.ts';
import { sesMailer } from '#lib/mail/ses-mailer.ts';
import { canonicalAddress } from '#lib/reset/address.ts';
import { type Asker, type Realm, realms } from '#lib/reset/ports.ts';
import { parseSettings } from '#lib/settings/settings.ts';
import { sampleAccount } from '#test/contracts/sample-account.ts';
import { sampleRequest } from '#test/contracts/sample-request.ts';
import { sampleSettlement } from '#test/contracts/sample-settlement.ts';
import { admin, adminJson } from './run-words.ts';
import { serversBench } from './servers-bench.ts';

const bench = serversBench();

const john = { realm: 'crafter-profile', id: '59284659d4c650213cc2f3fc' } as const;
const jane = { realm: 'crafter-studio', id: '5' } as const;
const opsJane = { realm: 'traffic-ops', id: '4' } as const;
const people = [john, jane, opsJane];
const limits = { mailsPerMinute: 60, mailsPerTokenLifetime: 60, tokenLifetimeMinutes: 30 };

/** A request that the mailer has not settled yet. */
async function waits(realm: Realm, identifier: string, asker: Asker = 'anonymous') {
  const request = sampleRequest({ realm, identifier, typed: identifier, asker, requestedAt: Date.now() });
  await dynamoResetRequests(bench.settings).put(request, limits);
  return request;
}

const isWaiting = async (request: Parameters<ReturnType<typeof dynamoResetRequests>['find']>[0]) => {
  const stored = await dynamoResetRequests(bench.settings).find(request);
  return stored !== undefined && stored.mailedFor < stored.sequence;
};

describe('accounts show', () => {
  test.each([
    ['crafter-profile 59284659d4c650213cc2f3fc', { id: john.id, username: 'john.doe', tenant: 'sample-tenant' }],
    ['crafter-profile 59284659D4C650213CC2F3FC', { id: john.id }],
    ['crafter-studio Jane.Doe', { id: '5', username: 'jane.doe', email: 'jane.doe@example.com', createdOn: null }],
    ['crafter-studio 5', { id: '5', username: 'jane.doe' }],
    ['traffic-ops jane.doe', { id: '4', username: 'jane.doe', tenant: 'root' }],
    ['traffic-ops 4', { id: '4', username: 'jane.doe' }],
    ['traffic-ops --email Jane.Doe@example.com', { id: '4' }],
  ])('shows what the product’s own server has: %s', async (words, expected) => {
    const { accounts } = await adminJson(`accounts show ${words}`);
    expect(accounts).toMatchObject([{ ...expected, mail: 'ok', claim: null, noticeDue: null, enabled: true }]);
    // The server does not tell it.
    expect(accounts[0]).not.toHaveProperty('hasPassword');
  });

  test('shows the open claim, the notice and the mail obstacle that Rekey keeps, and never a stamp, a hash or a token', async () => {
    const { settings } = bench;
    const shadows = dynamoShadows(settings);
    const reference = { realm: 'crafter-studio', id: '6' } as const;
    const now = Date.now();
    const claim = { id: 'the-id-of-the-claim', previousStamp: null, tokenHash: 'the-hash-of-the-token', until: now + 60_000 };
    await shadows.claim(reference, claim, { reenter: false, now });
    const claimed = await admin('accounts show crafter-studio john.smith --json');
    expect(JSON.parse(claimed.out)).toMatchObject({
      accounts: [{ claim: { until: new Date(claim.until).toISOString(), isOverdue: false } }],
    });
    await shadows.settle(reference, claim.id, { noticeDue: now, languages: 'de', by: 'owner' });
    await accountsOfAllRealms(settings).markUndeliverable('crafter-studio', canonicalAddress('john.smith@example.com'), {
      cause: 'bounce',
      since: now,
    });
    const settled = await admin('accounts show crafter-studio john.smith --json');
    expect(JSON.parse(settled.out)).toMatchObject({
      accounts: [{ claim: null, noticeDue: new Date(now).toISOString(), mail: 'undeliverable-address' }],
    });
    for (const { out } of [claimed, settled, await admin('accounts show crafter-studio john.smith')]) {
      expect(out).not.toMatch(/the-id-of|the-hash-of|[Ss]tamp/);
    }
    await admin('addresses lift john.smith@example.com');
  });

  test.each([
    ['crafter-studio nobody.here', /There is no account nobody.here in crafter-studio/],
    ['crafter-studio del.eted', /There is no account del.eted/],
    ['traffic-ops nobody', /There is no account nobody/],
    ['traffic-ops 999', /There is no account 999/],
    ['crafter-profile 000000000000000000000000', /There is no account/],
    ['traffic-ops --email nobody@example.com', /No account in traffic-ops has the address/],
    ['crafter-studio --email jane.doe@example.com', /Crafter Studio has no search by address/],
    ['crafter-profile --email nobody@example.com', /No account has the address nobody@example.com in .*: sample-tenant/],
  ])('explains why it shows nothing: %s', async (words, message) => {
    const { code, out, err } = await admin(`accounts show ${words}`);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n\s+at /);
  });

  test('says that the server is away, or does not accept Rekey', async () => {
    bench.studio.inject({ fault: { kind: 'html-500' } });
    expect((await admin('accounts show crafter-studio jane.doe')).err).toMatch(
      /^The product’s own server gives no usable answer: .*Run check/,
    );
    bench.studio.clearFaults();
    bench.secrets.studio = { AWSCURRENT: 'unknown' };
    expect((await admin('accounts show crafter-studio jane.doe')).err).toMatch(
      /^The product’s own server does not accept Rekey: .*401/,
    );
    delete bench.secrets.studio;
    expect((await admin('accounts show crafter-studio jane.doe')).err).toMatch(/^the secret studio has no current version/);
  });
});

test.each([
  [
    'accounts create max --realm crafter-studio',
    /stay in Crafter Studio at http.*REKEY_CRAFTER_STUDIO_URL.*Create the account there/,
  ],
  ['accounts create max --realm crafter-profile --id 59284659d4c650213cc2f3ff', /stay in Crafter Profile at http/],
  ['accounts disable traffic-ops jane.doe', /stay in Traffic Ops at http.*Disable the account there.*resets revoke/],
  ['accounts enable crafter-studio jane.doe', /Enable the account there/],
  ['accounts import nowhere.jsonl --realm crafter-studio', /An import would have no effect/],
])('a realm that stays in the product’s own server refuses %s', async (line, message) => {
  const { code, out, err } = await admin(line);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(message);
});

describe('K14 resets revoke', () => {
  test.each(people)('ends the links of one account in $realm, with or without a shadow', async ({ realm, id }) => {
    const account = await bench.account({ realm, id });
    const first = await bench.link(account);
    expect(await bench.isGood(first)).toBe(true);
    expect(await adminJson(`resets revoke ${realm} ${id}`)).toEqual({ realm, id, calledOff: 0 });
    expect(await bench.isGood(first)).toBe(false);
    const second = await bench.link(await bench.account({ realm, id }));
    expect(await bench.isGood(second)).toBe(true);
    expect((await admin(`resets revoke ${realm} ${id}`)).out).toMatch(
      /^All reset links of .* have ended\.\nSessions that are open in .* go on/,
    );
    expect(await bench.isGood(second)).toBe(false);
  });

  test('finds the account by its name, and cancels what waits under its name, its number or its address', async () => {
    const waiting = [
      await waits('crafter-studio', 'Jane.Doe'),
      await waits('crafter-studio', '5', 'administrator'),
      await waits('traffic-ops', 'jane.doe@example.com'),
    ];
    const other = await waits('crafter-studio', 'john.smith');
    expect(await adminJson('resets revoke crafter-studio JANE.DOE')).toEqual({ realm: 'crafter-studio', id: '5', calledOff: 2 });
    expect(await adminJson('resets revoke traffic-ops jane.doe')).toEqual({ realm: 'traffic-ops', id: '4', calledOff: 1 });
    expect(await Promise.all(waiting.map(isWaiting))).toEqual([false, false, false]);
    expect(await isWaiting(other)).toBe(true);
    await dynamoResetRequests(bench.settings).markDone(other, 1, sampleSettlement());
  });

  test('ends a link that the mailer makes of what it read before', async () => {
    const before = await bench.account(opsJane);
    await adminJson('resets revoke traffic-ops jane.doe');
    expect(await bench.isGood(await bench.link(before))).toBe(false);
  });
});

describe('K14 resets revoke --all', () => {
  test.each(people)(
    'ends the links of all accounts in $realm, also of those that have no shadow yet, and none of another',
    async ({ realm }) => {
      const links = await Promise.all(people.map(async (person) => bench.link(await bench.account(person))));
      expect(await adminJson(`resets revoke ${realm} --all --dry-run`)).toMatchObject({ realms: [realm], dryRun: true });
      expect(await Promise.all(links.map(bench.isGood))).toEqual([true, true, true]);
      const { out } = await admin(`resets revoke ${realm} --all`);
      expect(out).toMatch(/Sessions that are open in .* itself go on\.\n$/);
      const good = await Promise.all(links.map(bench.isGood));
      expect(good).toEqual(people.map((person) => person.realm !== realm));
    },
  );

  test('asks the product’s own server for nothing', async () => {
    const link = await bench.link(await bench.account(jane));
    bench.studio.inject({ fault: { kind: 'html-500' } });
    const { code } = await admin('resets revoke crafter-studio --all');
    bench.studio.clearFaults();
    expect(code).toBe(0);
    expect(await bench.isGood(link)).toBe(false);
  });
});

describe('resets send', () => {
  test.each([
    ['crafter-studio jane.doe', { realm: 'crafter-studio', identifier: '5' }, '5'],
    ['traffic-ops test', { realm: 'traffic-ops', identifier: 'test@example.com' }, 'test@example.com'],
  ] as const)('asks for the mail of an account in the product’s own server: %s', async (words, key, typed) => {
    expect((await admin(`resets send ${words}`)).code).toBe(0);
    const stored = await dynamoResetRequests(bench.settings).find({ ...key, asker: 'administrator' });
    expect(stored).toMatchObject({ typed, link: null, application: null });
  });

  test('the address of a Traffic Ops account is looked up there as it is stored', async () => {
    const user = bench.trafficOps.find('new.user');
    bench.trafficOps.store.update(user?.id ?? 0, { email: 'New.User@Example.com' });
    expect((await admin('resets send traffic-ops new.user')).code).toBe(0);
    const key = { realm: 'traffic-ops', asker: 'administrator', identifier: 'new.user@example.com' } as const;
    const stored = await dynamoResetRequests(bench.settings).find(key);
    expect(stored?.typed).toBe('New.User@Example.com');
    const found = await accountsOfAllRealms(bench.settings).findByAddress(
      'traffic-ops',
      canonicalAddress(key.identifier),
      stored?.typed,
    );
    expect(found).toMatchObject([{ username: 'new.user' }]);
  });

  test('U8 refuses who gets no mail', async () => {
    expect((await admin('resets send crafter-studio off.user')).err).toMatch(/is disabled/);
    expect((await admin('resets send crafter-studio ldap.user')).err).toMatch(/Another system keeps the password/);
    expect((await admin('resets send crafter-studio git_repo_user')).err).toMatch(/There is no account/);
    expect((await admin('resets send traffic-ops off.user')).err).toMatch(/is disabled/);
  });

  test('of a profile: the allow-list of the application, or of the default entry, decides where the link leads', async () => {
    const send = (options: string) => admin(`resets send crafter-profile ${john.id} ${options}`);
    const stored = () => dynamoResetRequests(bench.settings).find({ ...john, identifier: john.id, asker: 'administrator' });
    expect((await send('--url https://app.example.com/reset')).err).toMatch(/No application has asked/);
    await admin('applications create everyone --default --url https://all.example.com/reset');
    expect((await send('--url https://app.example.com/reset')).err).toMatch(/may not lead to/);
    expect((await send('--url https://all.example.com/reset')).code).toBe(0);
    expect(await stored()).toMatchObject({ link: 'https://all.example.com/reset', application: 'default' });
    await admin(
      'applications create mine --access-token 11111111-1111-4111-8111-111111111111 --url https://app.example.com/reset',
    );
    expect((await send('--application mine --url https://app.example.com/reset')).code).toBe(0);
    expect((await stored())?.link).toBe('https://app.example.com/reset');
    await admin('applications revoke mine');
    await admin('applications revoke default');
  });
});

describe('applications in front of Crafter Profile’s own server', () => {
  test('create --default makes the entry for the applications without one, which list and revoke show as default', async () => {
    const created = await admin('applications create everyone --default --url https://app.example.com/reset');
    expect(created).toMatchObject({ code: 0, out: 'everyone default\n' });
    expect(await dynamoApplications(bench.settings).find('default')).toEqual({
      accessTokenHash: 'default',
      name: 'everyone',
      tenantPermissions: [],
      expiresOn: null,
      resetPasswordUrls: ['https://app.example.com/reset'],
    });
    expect((await admin('applications create others --default --url https://x')).err).toMatch(/There is a default entry already/);
    await admin('applications create default --access-token 0123456789abcdef0 --url https://x');
    expect((await admin('applications list')).out).toMatch(/^default +everyone +never +https/m);
    expect(await adminJson('applications revoke default')).toEqual({ revoked: { id: 'default', name: 'everyone' } });
    expect(await adminJson('applications list')).toMatchObject({ applications: [{ name: 'default', tenants: [] }] });
    expect((await admin('applications revoke default')).code).toBe(0);
    expect(await adminJson('applications list')).toEqual({ applications: [] });
  });

  test.each([
    ['--url https://x', /Give either --access-token .* or --default/],
    ['--url https://x --default --access-token 0123456789abcdef0', /Give either --access-token/],
    ['--url https://x --default --tenant t', /Leave out --tenant and --expires/],
    ['--url https://x --access-token 0123456789abcdef0 --expires 2099-01-01', /Leave out --tenant and --expires/],
  ])('create refuses %s', async (options, message) => {
    expect(await admin(`applications create mine ${options}`)).toMatchObject({ code: 1, err: expect.stringMatching(message) });
  });
});

describe('addresses', () => {
  test('M10 list shows the mark of an address once for each realm, and lift ends it', async () => {
    const { settings } = bench;
    const accounts = accountsOfAllRealms(settings);
    const address = canonicalAddress('marked@example.com');
    for (const realm of realms) {
      await accounts.markUndeliverable(realm, address, { cause: 'complaint', since: Date.UTC(2026, 0, 1) });
    }
    const marked = { address, by: 'rekey', id: null, reason: 'complaint', since: '2026-01-01T00:00:00.000Z', until: null };
    const { addresses } = await adminJson('addresses list');
    expect(addresses).toHaveLength(3);
    expect(addresses).toEqual(expect.arrayContaining(realms.map((realm) => ({ ...marked, realm }))));
    expect((await admin('addresses list')).out).toMatch(/marked@example\.com +rekey +traffic-ops +complaint/);
    const lifted = await admin('addresses lift Marked@example.com');
    expect(lifted.out).toMatch(/^Mail goes to Marked@example.com again\. It was blocked for all accounts in crafter-profile and/);
    expect(await adminJson('addresses list')).toEqual({ addresses: [] });
    expect((await admin('addresses lift marked@example.com')).err).toMatch(/is not blocked/);
  });

  test('a bounce that has ended is not listed', async () => {
    const mark = { cause: 'bounce', since: Date.now() - 31 * 86_400_000 } as const;
    await accountsOfAllRealms(bench.settings).markUndeliverable('traffic-ops', canonicalAddress('past@example.com'), mark);
    expect(await adminJson('addresses list')).toEqual({ addresses: [] });
  });
});

describe('password changes whose outcome nobody knows', () => {
  test('resets list shows them with what to do, and resets revoke removes them', async () => {
    const shadows = dynamoShadows(bench.settings);
    const reference = { realm: 'traffic-ops', id: '2' } as const;
    const now = Date.now();
    const { credentialStamp: previousStamp } = await shadows.find(reference);
    const claim = { id: 'open', previousStamp, tokenHash: 'hidden', until: now - 1 };
    await shadows.claim(reference, claim, { reenter: false, now: now - 60_000 });
    const endedBy = new Date(claim.until).toISOString();
    expect((await adminJson('resets list')).claims).toEqual([{ realm: 'traffic-ops', id: '2', endedBy }]);
    const { out } = await admin('resets list');
    expect(out).toMatch(/traffic-ops +2 +\d{4}-[\s\S]*log in with the new password[\s\S]*new link[\s\S]*resets revoke/);
    expect(out).not.toContain('hidden');
    expect((await adminJson('accounts show traffic-ops test')).accounts).toMatchObject([{ claim: { isOverdue: true } }]);
    await adminJson('resets revoke traffic-ops test');
    expect((await adminJson('resets list')).claims).toEqual([]);
  });

  test('resets revoke leaves a claim alone whose redemption may still run', async () => {
    const shadows = dynamoShadows(bench.settings);
    const reference = { realm: 'traffic-ops', id: '3' } as const;
    const now = Date.now();
    const claim = { id: 'running', previousStamp: null, tokenHash: null, until: now + 60_000 };
    await shadows.claim(reference, claim, { reenter: false, now });
    await adminJson('resets revoke traffic-ops admin');
    expect((await shadows.find(reference)).claim).toMatchObject({ id: 'running' });
    expect((await adminJson('resets list')).claims).toEqual([]);
  });
});

test('mails latest prints the link to such an account, and refuses it when its stamp was replaced', async () => {
  const { realm, email, token } = await bench.link(await bench.account(jane));
  const text = `http://127.0.0.1/reset-password#realm=${realm}&token=${token}`;
  await sesMailer(bench.settings).send({ to: `${email}`, language: 'en', subject: 'A link', text, html: `<p>${text}</p>` });
  expect(await admin(`mails latest --to ${email} --token`)).toEqual({ code: 0, out: `${token}\n`, err: '' });
  await adminJson('resets revoke crafter-studio 5');
  expect((await admin(`mails latest --to ${email} --token`)).err).toMatch(/no longer works/);
});

describe('what Rekey keeps of such accounts is not an account', () => {
  /** As after the operator went back to accounts that Rekey keeps itself. */
  async function withoutServers<T>(work: () => Promise<T>): Promise<T> {
    const names = Object.keys(process.env).filter((name) => /^REKEY_(CRAFTER|TRAFFIC_OPS_(URL|SERVICE))/.test(name));
    const before = Object.fromEntries(names.map((name) => [name, process.env[name]]));
    for (const name of names) {
      delete process.env[name];
    }
    try {
      return await work();
    } finally {
      Object.assign(process.env, before);
    }
  }

  test('after going back, accounts show, addresses list and an import do not take it for one', async () => {
    const shadows = dynamoShadows(bench.settings);
    await shadows.replaceStamp(john, null);
    await shadows.replaceStamp(jane, null);
    await accountsOfAllRealms(bench.settings).markUndeliverable('crafter-studio', canonicalAddress('jane.doe@example.com'), {
      cause: 'complaint',
      since: Date.now(),
    });
    await withoutServers(async () => {
      expect((await admin('accounts show crafter-studio 5')).err).toBe('There is no account 5 in crafter-studio.\n');
      expect(await adminJson('addresses list')).toEqual({ addresses: [] });
      const file = join(tmpdir(), `profiles-${process.pid}.jsonl`);
      await writeFile(
        file,
        `${JSON.stringify({ _id: { $oid: john.id }, username: 'john.doe', email: 'john@example.com', enabled: true })}\n`,
      );
      expect(await admin(`accounts import ${file} --realm crafter-profile`)).toMatchObject({ code: 0 });
      const { accounts } = await adminJson(`accounts show crafter-profile ${john.id}`);
      expect(accounts).toMatchObject([{ username: 'john.doe', hasPassword: false }]);
    });
  });

  test('accounts that are left in the table from before are not shown and not counted', async () => {
    const left = sampleAccount({ realm: 'crafter-studio', id: 'Left.Over', email: 'jürgen@example.com', tenant: null });
    await storeAccount(parseSettings({}), left, null);
    await admin('addresses lift jane.doe@example.com');
    expect(await adminJson('addresses list')).toEqual({ addresses: [] });
    const { findings } = JSON.parse((await admin('check --json')).out);
    expect(findings).toEqual(expect.arrayContaining([expect.objectContaining({ check: 'addresses', state: 'ok' })]));
    expect((await admin('accounts show crafter-studio left.over')).err).toMatch(/There is no account/);
  });
});
