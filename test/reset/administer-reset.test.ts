import { expect, test } from '@jest/globals';
import { findManagedAccount } from '#lib/reset/account.ts';
import { setPasswordAsAdministrator, startResetAsAdministrator } from '#lib/reset/administer-reset.ts';
import { accountOf } from './account-of.ts';
import { memoryDesk, now, refusal } from './memory-desk.ts';

const reference = { realm: 'crafter-studio', id: 'jane.doe' } as const;
const asked = {
  requestId: 'request-1',
  languages: 'en',
  timeZone: null,
  device: { browser: 'Safari', system: 'iPhone' } as const,
  mailLimits: { mailsPerMinute: 3, mailsPerTokenLifetime: 10, tokenLifetimeMinutes: 60 },
  now,
};
const rules = { policies: {}, isCommon: async () => false, isBreached: async () => false, serviceNames: [] };
const change = { account: reference, newPassword: 'a pass phrase', rules, now };
const absent = refusal('account-not-found', { identifier: 'jane.doe' });
const elsewhere = refusal('account-externally-managed', null);

test('an administrator finds a user, even a disabled one', async () => {
  const disabled = accountOf({ enabled: false });
  expect(await findManagedAccount(memoryDesk({ accounts: [disabled] }).ports, reference)).toEqual(disabled);
});

test.each([
  ['S7', 'who does not exist', [], absent],
  ['S6', 'who is externally managed', [accountOf({ externallyManaged: true })], elsewhere],
])('%s a user %s is refused, and nothing is written', async (_row, _who, accounts, refused) => {
  const desk = memoryDesk({ accounts });
  await expect(findManagedAccount(desk.ports, reference)).rejects.toEqual(refused);
  await expect(startResetAsAdministrator(desk.ports, reference, asked)).rejects.toEqual(refused);
  await expect(setPasswordAsAdministrator(desk.ports, change)).rejects.toEqual(refused);
  expect(desk.steps).toEqual(Array(3).fill('account crafter-studio jane.doe'));
});

test('an administrator starts a reset, and it counts as theirs, and their own device is not kept', async () => {
  const desk = memoryDesk();
  expect(await startResetAsAdministrator(desk.ports, reference, asked)).toBe('accepted');
  const { mailLimits: _, now: requestedAt, ...fields } = asked;
  const request = {
    ...fields,
    device: null,
    realm: 'crafter-studio',
    identifier: 'jane.doe',
    typed: 'jane.doe',
    requestedAt,
    asker: 'administrator',
    link: null,
    application: null,
  };
  expect(desk.requests).toEqual([request]);
});

test('K4 an administrator sets a password under the stamp that was read, even for a disabled user', async () => {
  const desk = memoryDesk({ accounts: [accountOf({ enabled: false })] });
  await setPasswordAsAdministrator(desk.ports, change);
  const written = { password: 'a pass phrase', credentialStamp: 'stamp of jane.doe', tenant: null, mustBeEnabled: false, now };
  expect(desk.changes).toEqual([written]);
  expect(desk.accounts.get('crafter-studio jane.doe')?.credentialStamp).toBe('after a pass phrase');
});

test('W1 applies to administrators', async () => {
  const desk = memoryDesk();
  const short = setPasswordAsAdministrator(desk.ports, { ...change, newPassword: 'short' });
  await expect(short).rejects.toEqual(refusal('password-refused', { fault: 'too-short', minimumCharacters: 8 }));
  expect(desk.changes).toEqual([]);
});

test.each([
  [1, 'set'],
  [2, 'set'],
  [3, 'refused'],
])('a user who changes during %s attempts is read again each time: %s', async (times, outcome) => {
  const desk = memoryDesk();
  const { setPassword } = desk.ports.accounts;
  let left = times;
  const setPasswordAfterChange: typeof setPassword = async (...parameters) =>
    left-- > 0 ? { outcome: 'stamp-changed' } : setPassword(...parameters);
  const ports = { ...desk.ports, accounts: { ...desk.ports.accounts, setPassword: setPasswordAfterChange } };
  const setting = setPasswordAsAdministrator(ports, change);
  if (outcome === 'set') {
    await setting;
  } else {
    await expect(setting).rejects.toThrow('the account changed during 3 attempts to set its password');
  }
  const reads = desk.steps.filter((step) => step.startsWith('account '));
  expect(reads).toHaveLength(Math.min(times + 1, 3));
});
