import type { Realm } from '#lib/reset/ports.ts';
import { profileTokens } from './crafter-profile/seed-profiles.ts';

export type Login = { username: string; password: string };

/** What the server answers to a login: its status and its own words. */
export type LoginAnswer = { isLoggedIn: boolean; answer: string };

/**
 * Logs in at a stand-in with the product's own call, as a person or their application does.
 *
 * @param url the base URL of the stand-in
 */
export function logIn(realm: Realm, url: string, login: Login): Promise<LoginAnswer> {
  return logins[realm](url, login);
}

const logins: { readonly [realm in Realm]: (url: string, login: Login) => Promise<LoginAnswer> } = {
  'crafter-profile': logInAtProfile,
  'crafter-studio': logInAtStudio,
  'traffic-ops': logInAtTrafficOps,
};

/** An application logs people in, with its own access token. */
async function logInAtProfile(url: string, login: Login): Promise<LoginAnswer> {
  const form = new URLSearchParams({ accessTokenId: profileTokens.application, tenantName: 'sample-tenant', ...login });
  return described(await fetch(`${url}/api/1/authentication/authenticate`, { method: 'POST', body: form }));
}

/** The login page sets a cookie, and its form repeats what the cookie holds. */
async function logInAtStudio(url: string, login: Login): Promise<LoginAnswer> {
  const page = await fetch(`${url}/login`);
  await page.text();
  const [cookie = ''] = page.headers.getSetCookie().map((line) => line.split(';', 1)[0] ?? '');
  const csrf = cookie.slice(cookie.indexOf('=') + 1);
  const answered = await fetch(`${url}/login`, {
    method: 'POST',
    headers: { Cookie: cookie },
    body: new URLSearchParams({ _csrf: csrf, ...login }),
    redirect: 'manual',
  });
  await answered.text();
  const location = answered.headers.get('location') ?? '';
  const isLoggedIn = answered.status === 302 && !location.endsWith('?error');
  return { isLoggedIn, answer: `${answered.status} ${answered.statusText}, to ${location}` };
}

async function logInAtTrafficOps(url: string, { username, password }: Login): Promise<LoginAnswer> {
  const body = JSON.stringify({ u: username, p: password });
  return described(await fetch(`${url}/api/5.0/user/login`, { method: 'POST', body }));
}

async function described(response: Response): Promise<LoginAnswer> {
  return { isLoggedIn: response.ok, answer: `${response.status} ${response.statusText}: ${(await response.text()).trim()}` };
}
