import type { GoldenRequest } from '#test/golden/exchange.ts';
import { sendHttp } from '#test/golden/send-http.ts';
import type { World } from '#test/golden/world.ts';

/** The part of one function in a reset. It returns what the next steps need. */
export type Step = { id: string; run(world: World, person: string, known: Known): Promise<Known> };

export type Known = { readonly accessTokenId: string; readonly token?: string; readonly cookie?: string; readonly user?: object };

const studio = '/api/1/services/api/1/user';
const password = 'a new pass phrase of mine';
let lastAddress = 30_000;

/** The mail functions run by themselves. This step reads the token from the mail. */
const mailed: Step = {
  id: 'mail/send-reset-link',
  run: async (world, person, known) => {
    const mails = await world.mailsTo(`${person}@example.com`);
    return { ...known, token: /token(?:Id)?=([\w-]{43})/.exec(mails.at(-1)?.body.text ?? '')?.[1] ?? 'none' };
  },
};
const noticed: Step = { id: 'mail/send-change-notice', run: async (_world, _person, known) => known };

/** The steps of a whole reset for each product. */
export const resetSteps = {
  'crafter-profile': [
    requestStep('crafter-profile/reset-password', ({ accessTokenId }, id) => ({
      method: 'POST',
      path: `/api/1/profile/${id}/reset_password?accessTokenId=${accessTokenId}&resetPasswordUrl=http://example.com`,
    })),
    mailed,
    requestStep('crafter-profile/change-password', ({ accessTokenId, token }) => ({
      method: 'POST',
      path: `/api/1/profile/change_password?accessTokenId=${accessTokenId}&resetTokenId=${token}&newPassword=${encodeURIComponent(password)}`,
    })),
    noticed,
  ],
  'crafter-studio': [
    requestStep('crafter-studio/forgot-password', (_, id) => ({
      method: 'GET',
      path: `${studio}/forgot-password.json?username=${id}`,
    })),
    mailed,
    requestStep('crafter-studio/validate-token', ({ token }) => ({
      method: 'GET',
      path: `${studio}/validate-token.json?token=${token}`,
    })),
    requestStep('crafter-studio/set-password', ({ token }) => ({
      method: 'POST',
      path: `${studio}/set-password.json`,
      body: JSON.stringify({ token, new: password }),
    })),
    noticed,
  ],
  'traffic-ops': [
    requestStep('traffic-ops/reset-password', (_, id) => ({
      method: 'POST',
      path: '/api/5.0/user/reset_password',
      body: JSON.stringify({ email: `${id}@example.com` }),
    })),
    mailed,
    requestStep('traffic-ops/login-with-token', ({ token }) => ({
      method: 'POST',
      path: '/api/5.0/user/login/token',
      body: JSON.stringify({ t: token }),
    })),
    requestStep('traffic-ops/get-current-user', ({ cookie = '' }) => ({
      method: 'GET',
      path: '/api/5.0/user/current',
      headers: { cookie },
    })),
    requestStep('traffic-ops/update-current-user', ({ cookie = '', user }) => ({
      method: 'PUT',
      path: '/api/5.0/user/current',
      headers: { cookie },
      body: JSON.stringify({ ...user, localPasswd: password, confirmLocalPasswd: password }),
    })),
    noticed,
  ],
} as const satisfies { readonly [realm: string]: readonly Step[] };

/** A step that sends a request and needs a 200. */
function requestStep(id: string, requestFor: (known: Known, person: string) => GoldenRequest): Step {
  return {
    id,
    run: async (world, person, known) => {
      const { method, path, headers, body } = requestFor(known, person);
      const request = { method, path, headers: { 'Content-Type': 'application/json', ...headers }, ...(body && { body }) };
      const answer = await sendHttp(world.baseUrl, request, ++lastAddress);
      if (answer.status !== 200) {
        throw new Error(`${method} ${path} was answered with ${answer.status} ${answer.body}`);
      }
      const cookie = answer.headers['set-cookie']
        ?.split('\n')
        .map((each) => each.split(';')[0])
        .join('; ');
      const hasUser = answer.body.includes('"response"');
      return { ...known, ...(cookie && { cookie }), ...(hasUser && { user: JSON.parse(answer.body).response }) };
    },
  };
}
