import { demoCredentials } from '#infra/demo/demo-credentials.ts';
import { demoProfile } from '#infra/demo/demo-people.ts';
import type { Realm } from '#lib/reset/ports.ts';

export type DemoCall = {
  realm: Realm;
  title: string;
  /** What the call does, for a first-time reader. */
  says: string;
  method: 'GET' | 'POST';
  /** Path and query. */
  path: string;
  headers?: { readonly [name: string]: string };
  /** The body: the fields of a form, or JSON. */
  form?: { readonly [name: string]: string };
  json?: string;
  /** The token that the page fetches before it sends the call, and puts in place of `$TOKEN`. */
  token?: 'profile-token' | 'administrator-token';
};

const accessTokenId = demoCredentials.accessTokenId;
const json = { 'Content-Type': 'application/json' };

/** The five calls in the products' documentation, with its own values. */
export const demoCalls: readonly DemoCall[] = [
  {
    realm: 'crafter-profile',
    title: 'Crafter Profile: reset a password',
    says: 'An application asks Rekey to mail a reset link, and gets the profile in the answer. The link leads to the application’s own page.',
    method: 'POST',
    path: `/api/1/profile/${demoProfile.id}/reset_password`,
    form: { accessTokenId, resetPasswordUrl: 'http://example.com' },
  },
  {
    realm: 'crafter-profile',
    title: 'Crafter Profile: change the password',
    says: 'The application sends the token from the mail with the new password. This page takes the token from the newest mail. Each token works once.',
    method: 'POST',
    path: '/api/1/profile/change_password',
    form: { accessTokenId, resetTokenId: '$TOKEN', newPassword: 'test123' },
    token: 'profile-token',
  },
  {
    realm: 'crafter-studio',
    title: 'Crafter Studio: forgot password',
    says: 'Anyone can ask with a username. Rekey mails a reset link to the user.',
    method: 'GET',
    path: '/api/1/services/api/1/user/forgot-password.json?username=jane.doe',
  },
  {
    realm: 'crafter-studio',
    title: 'Crafter Studio: reset by an administrator',
    says: 'An administrator sets a new password, and Rekey mails a notice to the user. This page uses a demo token for the administrator.',
    method: 'POST',
    path: '/api/2/user/reset-password/jane.doe',
    headers: { ...json, Authorization: 'Bearer $TOKEN' },
    json: '{"new":"SuperSecretPassword321#"}',
    token: 'administrator-token',
  },
  {
    realm: 'traffic-ops',
    title: 'Traffic Ops: reset a password',
    says: 'A user asks with an email address. The answer is the same whether or not the account exists.',
    method: 'POST',
    path: '/api/5.0/user/reset_password',
    headers: json,
    json: '{"email":"test@example.com"}',
  },
];

/** Writes the call as a curl command. `$TOKEN` is between double quotes, so that a shell replaces it. */
export function curlLine({ path, headers = {}, form = {}, json }: DemoCall, apiUrl: string): string {
  const parts = [
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...Object.entries(form).map(([name, value]) => `-d ${quoted(`${name}=${value}`)}`),
    ...(json === undefined ? [] : [`-d ${quoted(json)}`]),
    quoted(`${apiUrl}${path}`),
  ];
  return ['curl -i', ...parts].join(' \\\n  ');
}

function quoted(text: string): string {
  if (/^[\w:/.=-]+$/.test(text)) {
    return text;
  }
  return text.includes('$') ? `"${text}"` : `'${text}'`;
}
