import { describe, expect, test } from '@jest/globals';
import { refuse } from '#lib/dialects/traffic-ops/refuse.ts';
import { openSession, sessionCookie } from '#lib/dialects/traffic-ops/session.ts';
import { readUserUpdate, requireConfirmation } from '#lib/dialects/traffic-ops/user-update.ts';
import { eventWith } from '#test/dialects/event-with.ts';
import { codes, refusalsOf } from '#test/dialects/refusals-of.ts';
import { account } from './whole-account.ts';

const reset = refusalsOf(refuse, 'traffic-ops/reset-password');
const login = refusalsOf(refuse, 'traffic-ops/login-with-token');
const get = refusalsOf(refuse, 'traffic-ops/get-current-user');
const put = refusalsOf(refuse, 'traffic-ops/update-current-user');

const refused = (status: number, text: string) => [status, `{"alerts":[{"level":"error","text":${JSON.stringify(text)}}]}\n`];
const told = ({ status, body }: { status: number; body: string }) => [status, body];

test('a version that is not served gets 501, so that the Go client falls back to another version', () => {
  const text =
    'The requested api version is not implemented by this server. If you are using a newer client with an older server, you will need to use an older client version or upgrade your server.';
  expect(told(get.to('path-refused'))).toEqual(refused(501, text));
});

test.each([
  ['T3', reset, 'Malformed request: '],
  ['T8', login, 'Invalid request: '],
  ['T15', put, "couldn't parse request: "],
  ['F3 on a call without a body', get, 'Malformed request: '],
] as const)('%s a bad body is 400, worded for its call', (_, refusals, beginning) => {
  const fault = { name: 'email', problem: 'must be a string', isMissing: false };
  const said = (what: string) => refused(400, beginning + what);
  expect(told(refusals.to('body-unreadable', { problem: 'the body is not JSON' }))).toEqual(said('the body is not JSON'));
  expect(told(refusals.to('body-too-large'))).toEqual(said('the body is larger than 16 KiB'));
  expect(told(refusals.to('body-refused', fault))).toEqual(said('email must be a string'));
});

test('T2 if accounts are revealed, an unknown address is 404 and the answer names it', () => {
  const answer = reset.to('account-not-found', { identifier: 'a@b.c' });
  expect(told(answer)).toEqual(refused(404, "No account with the email address 'a@b.c' was found!"));
});

test('T4 the refusal of too many requests says when to try again', () => {
  for (const refusals of [reset, login]) {
    const answer = refusals.to('too-many-requests', { retryAfterSeconds: 17 });
    expect(told(answer)).toEqual(refused(429, 'Too many requests'));
    expect(answer.headers).toMatchObject({ 'Retry-After': '17', 'Content-Type': 'application/json' });
  }
});

test('T5 the answer to any other failure has no details', () => {
  expect(told(put.toError(new Error('the table is away')))).toEqual(refused(500, 'Internal Server Error'));
});

test('T5 if the product does not tell whether it has set the password, the answer says so and what to do', () => {
  const text =
    'It is unknown whether the new password was set. The link no longer works. Try to log in with the new password. If that fails, ask for a new link.';
  expect(told(put.to('outcome-unknown'))).toEqual(refused(500, text));
});

test('T7 a bad token is 401 without a cookie', () => {
  const answer = login.to('token-refused');
  expect(told(answer)).toEqual(refused(401, 'Invalid token. Please contact your administrator.'));
  expect(answer).not.toHaveProperty('cookies');
});

test('T11 if the token of a session was spent since, the session counts as expired', () => {
  expect(told(put.to('token-refused'))).toEqual(refused(401, 'signature expired - unauthorized, please log in'));
});

const ports = {
  secrets: { trafficOpsSessions: async () => ['a secret'] as const },
  accounts: { find: async () => undefined },
  resetTokens: { notBefore: async () => 0 },
};

describe('a session that cannot be opened', () => {
  const told401 = async (cookie: string) =>
    told(await openSession(ports, [cookie], 0).then(() => put.toError(null), put.toError));

  test('T9 without a cookie', async () => {
    expect(await told401('mojolicious=')).toEqual(refused(401, 'unauthorized, please log in.'));
  });

  test('T10 with a wrong signature', async () => {
    expect(await told401('mojolicious=a--b')).toEqual(refused(401, 'bad signature - unauthorized, please log in'));
  });

  test('T12 with a value that cannot be decoded', async () => {
    expect(await told401('mojolicious=a')).toEqual(refused(401, 'Unauthorized'));
  });

  test('T12 of a deleted user', async () => {
    const cookie =
      sessionCookie({ account, token: { requestedAt: 0, expiresAt: 60_000 }, now: 0, isHttps: false }, 'a secret').split(
        ';',
      )[0] ?? '';
    expect(await told401(cookie)).toEqual(refused(401, 'user not found'));
  });
});

test.each([
  ['T17', { fault: 'is-username' }, 'Your password cannot be your username.'],
  ['T18', { fault: 'too-short', minimumCharacters: 8 }, 'Password must be greater than 7 characters.'],
  ['T18', { fault: 'too-short', minimumCharacters: 64 }, 'Password must be greater than 63 characters.'],
  ['T18', { fault: 'too-common' }, 'Password is too common.'],
  ['T19', { fault: 'too-long', maximumCharacters: null }, 'The password must not be longer than 72 bytes in UTF-8.'],
  ['T19', { fault: 'is-address' }, 'The password must not be the mail address.'],
  ['T19', { fault: 'not-text' }, 'The password holds a character that cannot be stored.'],
  [
    'T19',
    { fault: 'too-guessable' },
    'The password is too easy to guess. Choose a longer one, such as several words that do not belong together.',
  ],
  ['T19', { fault: 'refused-there', reason: "'fullName' cannot be blank" }, "'fullName' cannot be blank"],
] as const)('%s for the fault %j of a password the answer has the documented words', (_, fault, text) => {
  expect(told(put.to('password-refused', fault))).toEqual(refused(400, text));
});

test('F4 a thrown refusal has its own class, and its message is only its code', async () => {
  const session = await openSession(ports, [], 0).catch((error) => error);
  expect(session).toMatchObject({ name: 'SessionError', message: 'session-missing' });
  const read = () => readUserUpdate(eventWith({ body: { email: 'a@b.c' } }), '5.0', account);
  expect(read).toThrow(expect.objectContaining({ name: 'UpdateError', message: 'field-fixed' }));
});

describe('a refused update', () => {
  const said = (attempt: () => unknown) => {
    try {
      return attempt();
    } catch (error) {
      return told(put.toError(error));
    }
  };
  const read = (body: object) => () => readUserUpdate(eventWith({ body }), '5.0', account);

  test('T16 names the field that must stay', () => {
    expect(said(read({ email: 'a@b.c' }))).toEqual(refused(400, 'email cannot be changed here'));
  });

  test('T19 an empty password', () => {
    expect(said(read({ localPasswd: '' }))).toEqual(refused(400, 'The password must not be empty.'));
  });

  test('T19 a confirmation that is different', () => {
    const confirm = () => requireConfirmation({ newPassword: 'a', confirmation: 'b', details: {} });
    expect(said(confirm)).toEqual(refused(400, 'The password and its confirmation are not the same.'));
  });
});

test.each([
  'access-token-missing',
  'access-token-unknown',
  'access-token-expired',
  'action-denied',
  'link-refused',
  'account-externally-managed',
  'query-refused',
  'parameters-refused',
] as const)('F3 %s, which cannot happen in Traffic Ops, would be answered like any other failure', (code) => {
  expect(told(get.to(code))).toEqual(refused(500, 'Internal Server Error'));
});

test.each(codes)('F3 the failure %s has the documented headers and one alert', (code) => {
  const { headers, body } = put.to(code);
  expect(headers).toMatchObject({ 'X-Server-Name': 'traffic_ops_golang/', 'Access-Control-Allow-Origin': '*' });
  expect(JSON.parse(body)).toEqual({ alerts: [{ level: 'error', text: expect.stringMatching(/^\S.*\S$/) }] });
});
