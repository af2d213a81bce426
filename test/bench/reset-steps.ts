import { demoCredentials } from '#infra/demo/demo-credentials.ts';
import type { GoldenResponse } from '#test/golden/exchange.ts';
import { sendHttp } from '#test/golden/send-http.ts';
import type { World } from '#test/golden/world.ts';

/** One function's part in a reset; each returns what the next ones need. */
export type Step = { id: string; run(world: World, person: string, known: Known): Promise<Known> };

type Known = { readonly token?: string; readonly cookie?: string; readonly user?: object };

const json = { 'Content-Type': 'application/json' };
const studio = '/api/1/services/api/1/user';
const access = `accessTokenId=${demoCredentials.accessTokenId}`;
const password = 'a new pass phrase of mine';
let lastAddress = 30_000;

async function ask(
  world: World,
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  body?: string,
  headers = {},
): Promise<GoldenResponse> {
  const request = { method, path, headers: { ...json, ...headers }, ...(body !== undefined && { body }) };
  const answer = await sendHttp(world.baseUrl, request, ++lastAddress);
  if (answer.status !== 200) {
    throw new Error(`${method} ${path} was answered with ${answer.status} ${answer.body}`);
  }
  return answer;
}

/** The mail functions run by themselves; this reads the token that one of them mailed. */
const mailed: Step = {
  id: 'mail/send-reset-link',
  run: async (world, person, known) => {
    const mails = await world.mailsTo(`${person}@example.com`);
    return { ...known, token: /token(?:Id)?=([\w-]{43})/.exec(mails.at(-1)?.body.text ?? '')?.[1] ?? 'none' };
  },
};
const noticed: Step = { id: 'mail/send-change-notice', run: async (_world, _person, known) => known };

/** A step that ends with the answer being a good one. */
const asking = (
  id: string,
  request: (known: Known, person: string) => Parameters<typeof ask> extends [World, ...infer R] ? R : never,
): Step => ({
  id,
  run: async (world, person, known) => {
    const { headers, body } = await ask(world, ...request(known, person));
    const cookie = headers['set-cookie']?.split(';')[0];
    return { ...known, ...(cookie && { cookie }), ...(body.includes('"response"') && { user: JSON.parse(body).response }) };
  },
});

/** Whole resets, function by function. */
export const resetSteps = {
  'crafter-profile': [
    asking('crafter-profile/reset-password', (_, id) => [
      'POST',
      `/api/1/profile/${id}/reset_password?${access}&resetPasswordUrl=http://example.com`,
    ]),
    mailed,
    asking('crafter-profile/change-password', ({ token }) => [
      'POST',
      `/api/1/profile/change_password?${access}&resetTokenId=${token}&newPassword=${encodeURIComponent(password)}`,
    ]),
    noticed,
  ],
  'crafter-studio': [
    asking('crafter-studio/forgot-password', (_, id) => ['GET', `${studio}/forgot-password.json?username=${id}`]),
    mailed,
    asking('crafter-studio/validate-token', ({ token }) => ['GET', `${studio}/validate-token.json?token=${token}`]),
    asking('crafter-studio/set-password', ({ token }) => [
      'POST',
      `${studio}/set-password.json`,
      JSON.stringify({ token, new: password }),
    ]),
    noticed,
  ],
  'traffic-ops': [
    asking('traffic-ops/reset-password', (_, id) => [
      'POST',
      '/api/5.0/user/reset_password',
      JSON.stringify({ email: `${id}@example.com` }),
    ]),
    mailed,
    asking('traffic-ops/login-with-token', ({ token }) => ['POST', '/api/5.0/user/login/token', JSON.stringify({ t: token })]),
    asking('traffic-ops/get-current-user', ({ cookie }) => ['GET', '/api/5.0/user/current', undefined, { cookie }]),
    asking('traffic-ops/update-current-user', ({ cookie, user }) => [
      'PUT',
      '/api/5.0/user/current',
      JSON.stringify({ ...user, localPasswd: password }),
      { cookie },
    ]),
    noticed,
  ],
} as const satisfies { readonly [realm: string]: readonly Step[] };
