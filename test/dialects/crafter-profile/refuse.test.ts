import { describe, expect, test } from '@jest/globals';
import { refuse } from '#lib/dialects/crafter-profile/refuse.ts';
import type { RouteAnswer } from '#lib/http/answer.ts';
import { codes, refusalsOf } from '#test/dialects/refusals-of.ts';

const refusals = refusalsOf(refuse, 'crafter-profile/reset-password');

const refused = (status: number, errorCode: string, message: string) => ({
  status,
  headers: { 'Content-Type': 'application/json;charset=UTF-8' },
  body: JSON.stringify({ errorCode, message }),
});

const id = '59284659d4c650213cc2f300';

const rows: readonly (readonly [string, () => RouteAnswer, RouteAnswer])[] = [
  [
    'P1 no access token',
    () => refusals.to('access-token-missing'),
    refused(403, 'ACCESS_DENIED', 'Access token ID param missing from request'),
  ],
  [
    'P2 an unknown access token',
    () => refusals.to('access-token-unknown', { given: 'an-id' }),
    refused(403, 'ACCESS_DENIED', 'No access token found for ID "an-id"'),
  ],
  [
    'P3 an expired access token, with the day in UTC',
    () =>
      refusals.to('access-token-expired', {
        given: 'an-id',
        application: 'sample-app',
        expiredOn: Date.UTC(2024, 0, 2, 23, 59),
      }),
    refused(403, 'ACCESS_DENIED', 'Access token "an-id" for application "sample-app" expired on 01/02/2024'),
  ],
  [
    'P4 a required parameter that is absent',
    () => refusals.to('parameters-refused', { name: 'newPassword', problem: 'is missing', isMissing: true }),
    refused(400, 'OTHER', "Required request parameter 'newPassword' for method parameter type String is not present"),
  ],
  [
    'P5 a profile that does not exist',
    () => refusals.to('account-not-found', { identifier: id }),
    refused(404, 'NO_SUCH_PROFILE', `No profile with ID "${id}" found`),
  ],
  [
    'P6 a tenant that the application may not manage',
    () => refusals.to('action-denied', { tenant: 'other' }),
    refused(
      403,
      'ACTION_DENIED',
      'Current subject does not have permission to execute action "MANAGE_PROFILES" on tenant "other"',
    ),
  ],
  [
    'P7 a bad token',
    () => refusals.to('token-refused', { given: 'a-token' }),
    refused(404, 'NO_SUCH_VERIFICATION_TOKEN', 'No verification token found for ID "a-token"'),
  ],
  [
    'P8 a URL that is not the application’s',
    () => refusals.to('link-refused', { application: 'sample-app' }),
    refused(400, 'OTHER', 'The reset password URL is not allowed for application "sample-app"'),
  ],
  [
    'P9 a bad password, with the reason',
    () => refusals.to('password-refused', { fault: 'too-common' }),
    refused(400, 'OTHER', 'The password is one of the most common ones; choose another.'),
  ],
  [
    'P9 a password that the product refuses, with the product’s sentence',
    () => refusals.to('password-refused', { fault: 'refused-there', reason: 'Use a "digit".' }),
    refused(400, 'OTHER', 'Use a "digit".'),
  ],
  [
    'P11 a product that does not tell whether it has set the password',
    () => refusals.to('outcome-unknown'),
    refused(
      500,
      'OTHER',
      'It is unknown whether the new password was set. The link no longer works. Try to log in with the new password. If that fails, ask for a new link.',
    ),
  ],
  ['P12 a body that is too large', () => refusals.to('body-too-large'), refused(413, 'OTHER', 'Request body too large')],
];

test.each(rows)('%s gets the contract’s words', (_, given, expected) => {
  expect(given()).toEqual(expected);
});

test('P10 the refusal of too many requests says when to try again', () => {
  const { headers, ...answer } = refused(429, 'OTHER', 'Too many requests');
  expect(refusals.to('too-many-requests', { retryAfterSeconds: 17 })).toEqual({
    ...answer,
    headers: { ...headers, 'Retry-After': '17' },
  });
});

test('P11 the answer to any other failure has no details and no error code', () => {
  expect(refusals.toError(new Error('the table is away'))).toEqual({
    ...refused(500, '', ''),
    body: '{"message":"Internal server error"}',
  });
});

describe('an answer repeats input up to 100 characters', () => {
  const echoes = (given: string) => refusals.to('token-refused', { given }).body;

  test('P7 100 characters are repeated in full', () => {
    expect(echoes('a'.repeat(100))).toContain(`\\"${'a'.repeat(100)}\\"`);
  });

  test('P7 the first 100 of 101 characters are repeated', () => {
    expect(echoes(`b${'a'.repeat(100)}`)).toContain(`\\"b${'a'.repeat(99)}\\"`);
  });

  test('P7 a character of two code units counts as one and is not cut in half', () => {
    expect(echoes(`a${'😀'.repeat(200)}`)).toContain(`\\"a${'😀'.repeat(99)}\\"`);
  });

  test.each([
    ['P2', () => refusals.to('access-token-unknown', { given: 'a'.repeat(101) })],
    ['P3', () => refusals.to('access-token-expired', { given: 'a'.repeat(101), application: 'sample-app', expiredOn: 0 })],
    ['P5', () => refusals.to('account-not-found', { identifier: 'a'.repeat(101) })],
  ])('%s cuts long input too', (_, refusal) => {
    expect(refusal().body).toMatch(/\\"a{100}\\"/);
  });
});

/** The error codes that the standard client can decode. */
const known =
  /^(ACCESS_TOKEN_EXISTS|NO_SUCH_ACCESS_TOKEN_ID|ACCESS_DENIED|ACTION_DENIED|NO_SUCH_TENANT|BAD_CREDENTIALS|DISABLED_PROFILE|NO_SUCH_PROFILE|NO_SUCH_TICKET|NO_SUCH_PERSISTENT_LOGIN|NO_SUCH_VERIFICATION_TOKEN|INVALID_EMAIL_ADDRESS|PERMISSION_ERROR|ATTRIBUTE_ALREADY_DEFINED|ATTRIBUTE_NOT_DEFINED|PARAM_DESERIALIZATION_ERROR|TENANT_EXISTS|PROFILE_EXISTS|INVALID_QUERY|OTHER)$/;

/** These failures cannot happen in the two calls. */
const impossible = ['query-refused', 'body-refused', 'body-unreadable', 'account-externally-managed'];

test.each(impossible)('F3 %s is not one of the refusals, and would be answered like any other failure', (code) => {
  expect(refusals.to(codes.find((each) => each === code) ?? 'token-refused').status).toBe(500);
});

test.each(codes.filter((code) => !impossible.includes(code)))(
  'F3 the failure %s has a code that the standard client knows',
  (code) => {
    const { status, headers, body } = refusals.to(code);
    expect(JSON.parse(body)).toEqual({ errorCode: expect.stringMatching(known), message: expect.stringMatching(/^\w.* /) });
    expect(headers['Content-Type']).toBe('application/json;charset=UTF-8');
    expect(status).toBeGreaterThanOrEqual(400);
  },
);
