import { demoCredentials } from '#infra/demo/demo-credentials.ts';
import { demoProfile } from '#infra/demo/demo-people.ts';

export type DemoCall = {
  title: string;
  /** What it does, for whoever reads it for the first time. */
  says: string;
  method: 'GET' | 'POST';
  /** Path and query. */
  path: string;
  headers?: { readonly [name: string]: string };
  /** A form's fields, or JSON. */
  form?: { readonly [name: string]: string };
  json?: string;
  /** What the page gets before it sends the call, and puts in place of `$TOKEN`. */
  token?: 'profile-token' | 'administrator-token';
};

const accessTokenId = demoCredentials.accessTokenId;
const json = { 'Content-Type': 'application/json' };

/** The five calls of the products' documents, with the documents' own values. */
export const demoCalls: readonly DemoCall[] = [
  {
    title: 'Crafter Profile: reset a password',
    says: 'An application asks for the mail and gets the profile. The link in the mail leads to the application’s own page.',
    method: 'POST',
    path: `/api/1/profile/${demoProfile.id}/reset_password`,
    form: { accessTokenId, resetPasswordUrl: 'http://example.com' },
  },
  {
    title: 'Crafter Profile: change the password',
    says: 'The application brings the token from the mail and the new password. This page takes the token from the newest mail; it is good once.',
    method: 'POST',
    path: '/api/1/profile/change_password',
    form: { accessTokenId, resetTokenId: '$TOKEN', newPassword: 'test123' },
    token: 'profile-token',
  },
  {
    title: 'Crafter Studio: forgot password',
    says: 'Anyone asks, and the user gets the mail.',
    method: 'GET',
    path: '/api/1/services/api/1/user/forgot-password.json?username=jane.doe',
  },
  {
    title: 'Crafter Studio: reset by an administrator',
    says: 'An administrator sets a password; the user gets only the notice of it. This page brings an administrator’s token of the demo.',
    method: 'POST',
    path: '/api/2/user/reset-password/jane.doe',
    headers: { ...json, Authorization: 'Bearer $TOKEN' },
    json: '{"new":"SuperSecretPassword321#"}',
    token: 'administrator-token',
  },
  {
    title: 'Traffic Ops: reset a password',
    says: 'A user asks by mail address. The answer is the same whether somebody has the address or not.',
    method: 'POST',
    path: '/api/5.0/user/reset_password',
    headers: json,
    json: '{"email":"test@example.com"}',
  },
];

/** The call for a terminal. `$TOKEN` stands between double quotes, so that a shell puts its own in. */
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
