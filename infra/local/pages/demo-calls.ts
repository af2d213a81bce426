import { demoCredentials } from '#infra/demo/demo-credentials.ts';
import { demoProfile } from '#infra/demo/demo-people.ts';

export type DemoCall = {
  /** The heading of the calls that belong together. */
  product: string;
  title: string;
  /** What the call does, for a first-time reader. */
  says: string;
  /** How it leads to another call. */
  next?: string;
  method: 'GET' | 'POST' | 'PUT';
  /** Path and query. */
  path: string;
  headers?: { readonly [name: string]: string };
  /** The body: the fields of a form, or JSON. */
  form?: { readonly [name: string]: string };
  json?: string;
  /** Where the token comes from that replaces `$TOKEN`: the newest mail to an address, or the demo's administrator. */
  token?: { mailTo: string } | 'administrator';
  /** The call opens a session with a cookie, or needs that session. */
  session?: 'opens' | 'needs';
};

const accessTokenId = demoCredentials.accessTokenId;
const json = { 'Content-Type': 'application/json' };
const asAdministrator = { token: 'administrator', headers: { ...json, Authorization: 'Bearer $TOKEN' } } as const;
const toJohn = { token: { mailTo: 'john.doe@example.com' } };
const toJane = { token: { mailTo: 'jane.doe@example.com' } };
const toTest = { token: { mailTo: 'test@example.com' } };
const newPassword = '{"token":"$TOKEN","new":"a pass phrase of mine"}';

const profile = [
  {
    title: 'Ask for a link',
    says: 'An application asks Rekey to mail a reset link, and gets the profile in the answer. The link leads to the application’s own page. People of a tenant without such a page can ask for themselves, on /forgot-password?realm=crafter-profile.',
    next: 'The mail to john.doe has the token for the next call.',
    method: 'POST',
    path: `/api/1/profile/${demoProfile.id}/reset_password`,
    form: { accessTokenId, resetPasswordUrl: 'http://example.com' },
  },
  {
    title: 'Change the password',
    says: 'The application sends the token from the mail with the new password. Each token works once.',
    method: 'POST',
    path: '/api/1/profile/change_password',
    form: { accessTokenId, resetTokenId: '$TOKEN', newPassword: 'test123' },
    ...toJohn,
  },
] as const satisfies readonly Omit<DemoCall, 'product'>[];

const studio = [
  {
    title: 'Forgot password',
    says: 'Anyone can ask with a username. Rekey mails a reset link to the user.',
    next: 'The mail to jane.doe has the token for the next two calls.',
    method: 'GET',
    path: '/api/1/services/api/1/user/forgot-password.json?username=jane.doe',
  },
  {
    title: 'Check the token',
    says: 'The page behind the link asks whether the token works. That does not use the token up.',
    next: 'If it works, the page asks for the new password and sends both.',
    method: 'GET',
    path: '/api/1/services/api/1/user/validate-token.json?token=$TOKEN',
    ...toJane,
  },
  {
    title: 'Set the password',
    says: 'The token and the new password. Rekey mails a notice to the user.',
    method: 'POST',
    path: '/api/1/services/api/1/user/set-password.json',
    headers: json,
    json: newPassword,
    ...toJane,
  },
  {
    title: 'Reset by an administrator',
    says: 'An administrator sets a new password, without a link. Rekey mails a notice to the user.',
    method: 'POST',
    path: '/api/2/user/reset-password/jane.doe',
    json: '{"new":"SuperSecretPassword321#"}',
    ...asAdministrator,
  },
] as const satisfies readonly Omit<DemoCall, 'product'>[];

const studioV2 = [
  {
    title: 'Forgot password',
    says: 'The login page of Studio asks with a username.',
    next: 'The mail to jane.doe has the token for the next two calls.',
    method: 'GET',
    path: '/api/2/users/forgot_password?username=jane.doe',
  },
  {
    title: 'Check the token',
    says: 'The login page asks whether the token works.',
    next: 'If it works, the page asks for the new password and sends both.',
    method: 'GET',
    path: '/api/2/users/validate_token?token=$TOKEN',
    ...toJane,
  },
  {
    title: 'Set the password',
    says: 'The token and the new password.',
    method: 'POST',
    path: '/api/2/users/set_password',
    headers: json,
    json: newPassword,
    ...toJane,
  },
  {
    title: 'Reset by an administrator',
    says: 'The user management of Studio sets a password.',
    method: 'POST',
    path: '/api/2/users/jane.doe/reset_password',
    json: '{"username":"jane.doe","new":"SuperSecretPassword321#"}',
    ...asAdministrator,
  },
  {
    title: 'Change the own password',
    says: 'A user who is logged in to Studio changes the own password. That needs a session of Studio, which the demo has not: the answer is 401.',
    method: 'POST',
    path: '/api/2/users/me/change_password',
    headers: json,
    json: '{"username":"jane.doe","current":"SuperSecretPassword321#","new":"a pass phrase of mine"}',
  },
] as const satisfies readonly Omit<DemoCall, 'product'>[];

const trafficOps = [
  {
    title: 'Ask for a link',
    says: 'A user asks with an email address. The answer is the same whether or not the account exists.',
    next: 'The mail to test has the token for the next call.',
    method: 'POST',
    path: '/api/5.0/user/reset_password',
    headers: json,
    json: '{"email":"test@example.com"}',
  },
  {
    title: 'Log in with the token',
    says: 'The page behind the link logs the user in with the token.',
    next: 'The answer sets a cookie. It is the session for the next two calls.',
    method: 'POST',
    path: '/api/5.0/user/login/token',
    headers: json,
    json: '{"t":"$TOKEN"}',
    session: 'opens',
    ...toTest,
  },
  {
    title: 'Read the user',
    says: 'The session can read its own user, and nothing else.',
    next: 'Before version 4.0, an update needs only the fields that change.',
    method: 'GET',
    path: '/api/3.1/user/current',
    session: 'needs',
  },
  {
    title: 'Set the password',
    says: 'The session sets the password of its user, and ends with that.',
    method: 'PUT',
    path: '/api/3.1/user/current',
    headers: json,
    json: '{"user":{"localPasswd":"a pass phrase of mine"}}',
    session: 'needs',
  },
] as const satisfies readonly Omit<DemoCall, 'product'>[];

/** All calls in the products' documentation, with its own values, in an order in which each works. */
export const demoCalls: readonly DemoCall[] = [
  ...profile.map((call) => ({ product: 'Crafter Profile', ...call })),
  ...studio.map((call) => ({ product: 'Crafter Studio', ...call })),
  ...studioV2.map((call) => ({ product: 'Crafter Studio 4 and 5', ...call })),
  ...trafficOps.map((call) => ({ product: 'Traffic Ops', ...call })),
];
