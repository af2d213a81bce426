import { describe, expect, test } from '@jest/globals';
import { CallerError, refuse } from '#lib/dialects/crafter-studio-v2/refuse.ts';
import type { PasswordFault } from '#lib/reset/errors.ts';
import { codes, refusalsOf } from '#test/dialects/refusals-of.ts';

const of = (call: string) => refusalsOf(refuse, `crafter-studio-v2/${call}`);
const everywhere = ['forgot-password', 'validate-token', 'set-password', 'reset-password', 'change-own-password'];

const refused = (status: number, code: number, message: string, remedialAction: string, more = {}) => ({
  status,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ response: { code, message, remedialAction, documentationUrl: '' }, ...more }),
});
const badParameters = (more = {}) =>
  refused(400, 1001, 'Invalid parameter(s)', "Check API and make sure you're sending the correct parameters", more);
const notAllowed = "You don't have permission to perform this task, please contact your administrator";
const failure = refused(500, 1000, 'Internal system failure', 'Contact support');

describe.each(everywhere)('of %s', (call) => {
  const refusals = of(call);

  test('VV4 VW4 a bad token is 401', () => {
    expect(refusals.to('token-refused')).toEqual(refused(401, 2001, 'Unauthorized', notAllowed));
  });

  test('VR5 an unknown user is 404, and is not named', () => {
    const advice = "Check if you're using the correct User ID or username";
    expect(refusals.to('account-not-found')).toEqual(refused(404, 6000, 'User not found', advice));
  });

  test('VR7 an externally managed user is 403', () => {
    const advice = 'Update the user in the main identity system (e.g. LDAP)';
    expect(refusals.to('account-externally-managed')).toEqual(refused(403, 6002, 'User is externally managed', advice));
  });

  test.each<[PasswordFault, string]>([
    [{ fault: 'is-username' }, 'The password must not be the username.'],
    [{ fault: 'too-long', maximumCharacters: 128 }, 'The password must not be longer than 128 characters.'],
    [
      { fault: 'too-guessable' },
      'The password is too easy to guess. Choose a longer one, such as several words that do not belong together.',
    ],
  ])('VW6 VR6 a password that is refused because of %j is 400, with the reason', (fault, message) => {
    const said = 'User password does not fulfill requirements';
    const advice = 'Use password that will fulfill password requirements';
    const validationErrors = [{ field: 'newPassword', message }];
    expect(refusals.to('password-refused', fault)).toEqual(refused(400, 6003, said, advice, { validationErrors }));
  });

  test('VF5 VV6 VW7 the refusal of too many requests says when to try again', () => {
    const { headers, ...answer } = refused(429, 1003, 'Too many requests', 'Please wait and try again');
    expect(refusals.to('too-many-requests', { retryAfterSeconds: 17 })).toEqual({
      ...answer,
      headers: { ...headers, 'Retry-After': '17' },
    });
  });

  test.each(['body-unreadable', 'body-too-large', 'path-refused'] as const)('VW3 VR2 %s is 400 without a detail', (code) => {
    expect(refusals.to(code)).toEqual(badParameters());
  });

  test('VR1 VR3 VR4 a caller without a credential, without the right, or with two names is refused', () => {
    const refusal = (code: ConstructorParameters<typeof CallerError>[0]) => refusals.toError(new CallerError(code, null));
    expect(refusal('caller-unknown')).toEqual(refused(401, 2000, 'Unauthenticated', 'Please login first'));
    expect(refusal('caller-not-allowed')).toEqual(refused(403, 2001, 'Unauthorized', notAllowed));
    expect(refusal('names-differ')).toEqual(badParameters());
    expect(refusal('came-back')).toEqual(badParameters());
  });

  test('VF7 VV7 VW7 VR9 any other failure is 500 without a detail', () => {
    expect(refusals.toError(new TypeError('the table is away'))).toEqual(failure);
  });

  test.each(codes)('F3 %s has a response with a message, which Studio’s pages show', (code) => {
    expect(JSON.parse(refusals.to(code).body)).toMatchObject({ response: { message: expect.stringMatching(/^[A-Z]/) } });
  });
});

test('VF2 VV2 a parameter that is absent is named', () => {
  const advice = (name: string) => `Add missing parameter '${name}' of type 'String'`;
  const missing = (name: string) => ({ name, problem: 'is missing', isMissing: true });
  expect(of('forgot-password').to('query-refused', missing('username'))).toEqual(
    refused(400, 1001, 'Invalid parameter(s)', advice('username')),
  );
  expect(of('validate-token').to('query-refused', missing('token'))).toEqual(
    refused(400, 1001, 'Invalid parameter(s)', advice('token')),
  );
});

test('VF3 VV3 a blank parameter is named with Studio’s own name of the call', () => {
  const blank = (name: string) => ({ name, problem: 'must not be blank', isMissing: false });
  const errors = (field: string) => badParameters({ validationErrors: [{ field, message: 'must not be blank' }] });
  expect(of('forgot-password').to('query-refused', blank('username'))).toEqual(errors('forgotPassword.username'));
  expect(of('validate-token').to('query-refused', blank('token'))).toEqual(errors('validateToken.token'));
});

test('VW2 VR2 every field of a body that is refused is named', () => {
  const fault = (name: string, problem: string) => ({ name, problem, isMissing: false });
  const both = { ...fault('token', 'must not be blank'), others: [fault('new', 'must not be blank')] };
  expect(of('set-password').to('body-refused', both)).toEqual(
    badParameters({
      validationErrors: [
        { field: 'token', message: 'must not be blank' },
        { field: 'newPassword', message: 'must not be blank' },
      ],
    }),
  );
});

test('VW7 VR9 if Studio does not tell whether it has set the password, the answer says so and what to do', () => {
  const person =
    'It is unknown whether the new password was set. The link no longer works. Try to log in with the new password. If that fails, ask for a new link.';
  const caller = 'It is unknown whether the new password was set. Set it again in a few minutes.';
  expect(of('set-password').to('outcome-unknown')).toEqual(refused(500, 1000, person, 'Contact support'));
  for (const call of ['reset-password', 'change-own-password']) {
    expect(of(call).to('outcome-unknown')).toEqual(refused(500, 1000, caller, 'Contact support'));
  }
});
