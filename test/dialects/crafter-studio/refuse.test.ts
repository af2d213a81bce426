import { describe, expect, test } from '@jest/globals';
import { requireAdministrator } from '#lib/dialects/crafter-studio/administrator.ts';
import { refuse } from '#lib/dialects/crafter-studio/refuse.ts';
import { refusePrefetch } from '#lib/dialects/crafter-studio/refuse-prefetch.ts';
import type { PasswordFault } from '#lib/reset/errors.ts';
import { parseSettings } from '#lib/settings/settings.ts';
import { codes, refusalsOf } from '#test/dialects/refusals-of.ts';

function thrownBy(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    return error;
  }
}

const anonymous = refusalsOf(refuse, 'crafter-studio/set-password');
const administrators = refusalsOf(refuse, 'crafter-studio/reset-password');

const type = { 'Content-Type': 'application/json;charset=UTF-8' };
const refused = (status: number, message: string, more = {}) => ({
  status,
  headers: type,
  body: JSON.stringify({ message, ...more }),
});

describe.each([
  ['anonymous calls', anonymous],
  ['the administrator’s call', administrators],
])('of %s', (_, refusals) => {
  test.each(['path-refused', 'query-refused', 'body-refused'] as const)('S2 %s is 400 without a detail', (code) => {
    expect(refusals.to(code)).toEqual(refused(400, 'Invalid parameter(s)'));
  });

  test('S5 a bad token is 401', () => {
    expect(refusals.to('token-refused')).toEqual(refused(401, 'Unauthorized'));
  });

  test('S6 an externally managed user is 403', () => {
    expect(refusals.to('account-externally-managed')).toEqual(refused(403, 'Externally managed user'));
  });

  test('S7 an unknown user is 404, and is not named', () => {
    expect(refusals.to('account-not-found')).toEqual(refused(404, 'User not found'));
  });

  test('S8 a refused password is 400, with the reason under a separate key', () => {
    const reason = 'The password must have at least 8 characters; 15 or more are recommended.';
    expect(refusals.to('password-refused', { fault: 'too-short', minimumCharacters: 8 })).toEqual(
      refused(400, 'Invalid parameter(s)', { reason }),
    );
  });

  test.each<[PasswordFault, string]>([
    [
      { fault: 'too-guessable' },
      'The password is too easy to guess. Choose a longer one, such as several words that do not belong together.',
    ],
    [{ fault: 'refused-there', reason: 'Use a "digit".' }, 'Use a "digit".'],
  ])('S8 a password that the product refuses because of %j is 400, with the reason', (fault, reason) => {
    expect(refusals.to('password-refused', fault)).toEqual(refused(400, 'Invalid parameter(s)', { reason }));
  });

  test('S9 the refusal of too many requests says when to try again', () => {
    expect(refusals.to('too-many-requests', { retryAfterSeconds: 17 })).toEqual({
      ...refused(429, 'Too many requests'),
      headers: { ...type, 'Retry-After': '17' },
    });
  });

  test('K11 the refusal of a browser that prefetches says when to try again', () => {
    const refusal = thrownBy(() => refusePrefetch(() => 'prefetch'));
    expect(refusals.toError(refusal)).toEqual(refused(503, 'Service unavailable'));
  });

  test.each([
    'access-token-missing',
    'access-token-unknown',
    'access-token-expired',
    'action-denied',
    'link-refused',
    'parameters-refused',
  ] as const)('F3 %s, which cannot happen in Studio, would be answered like any other failure', (code) => {
    expect(refusals.to(code).status).toBe(500);
  });

  test.each(codes)('F3 %s has a message', (code) => {
    expect(JSON.parse(refusals.to(code).body).message).toMatch(/^[A-Z]/);
  });
});

test.each(['body-unreadable', 'body-too-large'] as const)(
  'S3 %s is a bad request, except for an administrator’s call',
  (code) => {
    expect(anonymous.to(code)).toEqual(refused(400, 'Bad Request'));
    expect(administrators.to(code)).toEqual(refused(400, 'Invalid parameter(s)'));
  },
);

test('S4 a person who is not an administrator gets 401', async () => {
  const secrets = { administrators: async () => ['a secret'] as const };
  const settings = parseSettings({});
  const refusal = await requireAdministrator({ secrets }, 'Basic YWRtaW46', { settings, now: 0 }).catch((error) => error);
  expect(refusal).toMatchObject({ name: 'AdministratorError', message: 'administrator-refused' });
  expect(administrators.toError(refusal)).toEqual(refused(401, 'Unauthorized'));
});

test('S10 if the product does not tell whether it has set the password, the answer says so and what to do', () => {
  const person =
    'It is unknown whether the new password was set. The link no longer works. Try to log in with the new password. If that fails, ask for a new link.';
  const administrator = 'It is unknown whether the new password was set. Set it again in a few minutes.';
  expect(anonymous.to('outcome-unknown')).toEqual(refused(500, person));
  expect(administrators.to('outcome-unknown')).toEqual(refused(500, administrator));
});

test('S10 any other failure is 500, with the exception’s name and the request’s id only for the administrator', () => {
  expect(anonymous.toError(new TypeError('the table is away'))).toEqual(refused(500, 'Internal server error'));
  expect(administrators.toError(new TypeError('the table is away'))).toEqual(
    refused(500, 'Internal server error. TypeError a-request'),
  );
});
