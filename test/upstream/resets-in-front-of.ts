import { profileTokens } from '#infra/local/doubles/crafter-profile/seed-profiles.ts';
import { oldPasswordOf } from '#infra/local/doubles/crafter-studio/seed-users.ts';
import type { ProductDouble } from '#infra/local/doubles/server/product-double.ts';
import { defaultApplication } from '#lib/reset/application.ts';
import type { Realm } from '#lib/reset/ports.ts';
import type { GoldenResponse } from '#test/golden/exchange.ts';
import { callOfPage, callsOfPages } from '#test/page/calls-of-pages.ts';
import { owner, type UpstreamRekey } from './upstream-rekey.ts';

const json = { 'content-type': 'application/json' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const john = '59284659d4c650213cc2f3fc';

/** How a person of a product asks for a link and uses it. */
export type ResetAtProduct = {
  /** For the titles of tests. */
  way: string;
  realm: Realm;
  /** As the server knows the person. */
  id: string;
  username: string;
  password: string;
  double(): ProductDouble<unknown>;
  ask(): Promise<GoldenResponse>;
  use(token: string, password: string): Promise<GoldenResponse>;
  /** As `use`, for the status only. */
  redeem(token: string, password: string): Promise<number>;
  /** The status of the refusal of a bad link. */
  refusal: number;
};

const studioCall = '/studio/api/1/services/api/1/user';
const profileForm = (values: { [name: string]: string }) =>
  new URLSearchParams({ accessTokenId: profileTokens.application, ...values }).toString();

/** @param open the stack, when a test runs */
export function resetsInFrontOf(open: () => UpstreamRekey): readonly ResetAtProduct[] {
  return resetsWithoutStatus(open).map((reset) => ({
    ...reset,
    redeem: async (token, password) => (await reset.use(token, password)).status,
  }));
}

const resetsWithoutStatus = (open: () => UpstreamRekey): readonly Omit<ResetAtProduct, 'redeem'>[] => [
  {
    way: 'crafter-profile',
    realm: 'crafter-profile',
    id: john,
    username: 'john.doe',
    password: 'john-old-pw-1',
    double: () => open().profile,
    ask: () =>
      open().send({
        method: 'POST',
        path: `/api/1/profile/${john}/reset_password`,
        headers: form,
        body: profileForm({ resetPasswordUrl: 'https://app.example/reset' }),
      }),
    use: (resetTokenId, newPassword) =>
      open().send({
        method: 'POST',
        path: '/api/1/profile/change_password',
        headers: form,
        body: profileForm({ resetTokenId, newPassword }),
      }),
    refusal: 404,
  },
  {
    way: 'crafter-studio',
    realm: 'crafter-studio',
    id: '5',
    username: 'jane.doe',
    password: oldPasswordOf('jane.doe'),
    double: () => open().studio,
    ask: () => open().send({ method: 'GET', path: `${studioCall}/forgot-password.json?username=Jane.Doe` }),
    use: (token, password) =>
      open().send({
        method: 'POST',
        path: `${studioCall}/set-password.json`,
        headers: json,
        body: JSON.stringify({ token, new: password }),
      }),
    refusal: 401,
  },
  {
    way: 'traffic-ops',
    realm: 'traffic-ops',
    id: '4',
    username: 'jane.doe',
    password: 'jane-old-pw-1',
    double: () => open().trafficOps,
    ask: () =>
      open().send({
        method: 'POST',
        path: '/api/5.0/user/reset_password',
        headers: json,
        body: JSON.stringify({ email: 'jane.doe@example.com' }),
      }),
    use: async (t, localPasswd) => {
      const login = await open().send({
        method: 'POST',
        path: '/api/5.0/user/login/token',
        headers: json,
        body: JSON.stringify({ t }),
      });
      if (login.status !== 200) {
        return login;
      }
      const put = { method: 'PUT', path: '/api/5.0/user/current' } as const;
      const body = JSON.stringify({ localPasswd, confirmLocalPasswd: localPasswd });
      return open().send({ ...put, headers: { ...json, cookie: cookiesIn(login) }, body });
    },
    refusal: 401,
  },
  {
    way: 'crafter-profile, by the page',
    realm: 'crafter-profile',
    ...owner,
    double: () => open().profile,
    ask: () =>
      open().send({
        ...callsOfPages['page/ask-for-link'],
        body: `${new URLSearchParams({ realm: 'crafter-profile', identifier: 'Own.Er@example.com' })}`,
      }),
    use: (token, password) => open().send(callOfPage('crafter-profile/set-password', { token, password })),
    refusal: 401,
  },
];

/** The cookies of an answer, as a browser sends them back. */
function cookiesIn({ headers }: GoldenResponse): string {
  return (headers['set-cookie'] ?? '')
    .split('\n')
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

/** Every application may have links to this page mailed. */
export function allowEveryApplication({ memory }: UpstreamRekey): void {
  memory.applications.store({
    accessTokenHash: defaultApplication,
    name: 'any application',
    tenantPermissions: [],
    expiresOn: null,
    resetPasswordUrls: ['https://app.example'],
  });
}
