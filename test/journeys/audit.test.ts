import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Stack, startStack } from '#infra/local/start-stack.ts';
import type { AuditEvent } from '#lib/audit/audit-event.ts';
import { administratorJwt } from '#test/golden/crafter-studio/administrator-jwt.ts';
import { sendHttp } from '#test/golden/send-http.ts';
import { wireWorld } from '#test/golden/wire-world.ts';

let stack: Stack;

beforeAll(async () => {
  stack = await startStack({ port: 0, dynamoPort: 0, inboxPort: 0, quiet: true });
  await wireWorld(stack).storeAccount({ realm: 'crafter-studio', id: 'bob' });
});
afterAll(() => stack.stop());

const api = '/studio/api/1/services/api/1/user';
const strangersAddress = 60_001;

const send = (method: 'GET' | 'POST', path: string, body?: object, headers = {}) =>
  sendHttp(
    stack.apiUrl,
    {
      method,
      path: path.startsWith('/api/') ? path : `${api}${path}`,
      headers: { 'Content-Type': 'application/json', ...headers },
      ...(body && { body: JSON.stringify(body) }),
    },
    strangersAddress,
  );

async function settled(): Promise<void> {
  for (let before = -1; before !== stack.audit.events.length; ) {
    before = stack.audit.events.length;
    await stack.streams.idle();
    await stack.audit.idle();
  }
}

const lastToken = () =>
  /token=3D([\w-]{43})/.exec(`${stack.inbox.rawMails.at(-1)?.raw}`.replaceAll('=\r\n', ''))?.[1] ?? 'no token';

/** Without what differs from run to run, which `isGenuine` checks. */
function comparable({ id: _, time: __, address: ___, requestId: ____, ...event }: AuditEvent) {
  return event;
}

const bob = { version: 1, realm: 'crafter-studio', account: { id: 'bob', tenant: null }, operation: null } as const;
const rekey = { kind: 'rekey', name: null } as const;

test('A7 a journey leaves one event for each thing that happened, and the events say it to the letter', async () => {
  await send('GET', '/forgot-password.json?username=bob');
  await settled();
  const token = lastToken();
  await send('POST', '/set-password.json', { token, new: 'short' });
  await settled();
  await send('POST', '/set-password.json', { token, new: 'a new pass phrase' });
  await settled();
  await send('POST', '/set-password.json', { token, new: 'another pass phrase' });
  await send('POST', '/set-password.json', { token: 'A'.repeat(43), new: 'another pass phrase' });
  await settled();
  const refused = {
    ...bob,
    what: 'reset-refused',
    who: { kind: 'anyone', name: null },
    operation: 'crafter-studio/set-password',
  };
  const [spent, unknown] = [
    { ...refused, outcome: 'token-refused' },
    { ...refused, outcome: 'token-refused', account: null },
  ];
  expect(stack.audit.events.map(comparable)).toEqual([
    { ...bob, what: 'reset-asked', outcome: 'accepted', who: { kind: 'anyone', name: null } },
    { ...bob, what: 'reset-mailed', outcome: 'sent', who: rekey },
    { ...refused, outcome: 'password-refused' },
    { ...bob, what: 'password-set', outcome: 'set', who: { kind: 'owner', name: null } },
    { ...bob, what: 'notice-sent', outcome: 'sent', who: rekey },
    spent,
    unknown,
  ]);
  const [asked, mailed, , set] = stack.audit.events;
  expect(mailed?.requestId).toBe(asked?.requestId);
  expect(new Set([asked?.address, set?.address])).toEqual(new Set([`127.1.${strangersAddress >> 8}.${strangersAddress & 0xff}`]));
  expect(new Set(stack.audit.events.map(({ id }) => id)).size).toBe(stack.audit.events.length);
  expect(stack.audit.events.filter(({ time }) => Math.abs(Date.parse(time) - Date.now()) > 60_000)).toEqual([]);
});

test('A7 an administrator’s acts name the administrator by sub, and a refused administrator is in the record too', async () => {
  const from = stack.audit.events.length;
  const bearer = async (claims = {}) => ({ Authorization: `Bearer ${await administratorJwt(claims)}` });
  await send('POST', '/api/2/user/reset-password/bob', { new: 'set by the administrator' }, await bearer({ sub: 'carol' }));
  await settled();
  await send('POST', '/api/2/user/reset-password/bob', {}, await bearer({ sub: 'carol' }));
  await settled();
  await send('POST', '/api/2/user/reset-password/bob', {}, await bearer({ sub: undefined }));
  await settled();
  const carol = { kind: 'administrator', name: 'carol' } as const;
  expect(stack.audit.events.slice(from).map(comparable)).toEqual([
    { ...bob, what: 'password-set', outcome: 'set', who: carol },
    { ...bob, what: 'notice-sent', outcome: 'sent', who: rekey },
    { ...bob, what: 'reset-asked', outcome: 'accepted', who: carol },
    { ...bob, what: 'reset-mailed', outcome: 'sent', who: rekey },
    {
      ...bob,
      what: 'reset-refused',
      outcome: 'administrator-refused',
      account: null,
      who: { kind: 'anyone', name: null },
      operation: 'crafter-studio/reset-password',
    },
  ]);
});

test('A7 what an operator does with the command line is in the record', async () => {
  const from = stack.audit.events.length;
  const act = {
    actId: 'act-1',
    command: 'resets revoke',
    outcome: 'done',
    realm: 'crafter-studio',
    account: 'bob',
    who: 'arn:aws:sts::111122223333:assumed-role/operators/dave',
    at: Date.now(),
  };
  await fetch(`${stack.apiUrl}/start/operator-act`, { method: 'POST', body: JSON.stringify(act) });
  expect(stack.audit.events.slice(from).map(comparable)).toEqual([
    { ...bob, what: 'operator-act', outcome: 'done', who: { kind: 'operator', name: act.who }, operation: 'resets revoke' },
  ]);
});
