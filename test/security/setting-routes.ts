import type { AccountReference } from '#lib/reset/ports.ts';
import * as profile from '#test/golden/crafter-profile/parts.ts';
import { administratorJwt } from '#test/golden/crafter-studio/administrator-jwt.ts';
import * as studio from '#test/golden/crafter-studio/parts.ts';
import * as studioV2 from '#test/golden/crafter-studio-v2/parts.ts';
import type { GoldenRequest } from '#test/golden/exchange.ts';
import { postToken } from '#test/golden/traffic-ops/messages.ts';
import { callsOfLinks } from '#test/page/calls-of-pages.ts';
import { cookieOf, newPerson, type Product, putWith } from './products.ts';
import type { Rekey } from './rekey.ts';

/** A route that sets a password, and calls of it that are good except for the password. */
export type SettingRoute = {
  id: string;
  realm: Product['realm'];
  /** Makes calls for one person. Only the first good call succeeds. `extra` goes into the body. */
  prepare(
    rekey: Pick<Rekey, 'world' | 'send'>,
    person: AccountReference,
  ): Promise<(password: string, extra?: object) => GoldenRequest>;
};

/** JSON member by member, so that `__proto__` is a key like any other. */
function json(fields: object, extra: object): string {
  const members = [...Object.entries(fields), ...Object.entries(extra)];
  return `{${members.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`)}}`;
}

export const settingRoutes: readonly SettingRoute[] = [
  {
    id: 'crafter-profile/change-password',
    realm: 'crafter-profile',
    prepare: async ({ world }, person) => {
      const { access: accessTokenId } = await profile.application()(world);
      const resetTokenId = await world.token(person);
      return (newPassword, extra = {}) => {
        const { request } = profile.changePassword({});
        return { ...request, body: json({ accessTokenId, resetTokenId, newPassword }, extra) };
      };
    },
  },
  {
    id: 'crafter-profile-page/set-password',
    realm: 'crafter-profile',
    prepare: async ({ world }, person) => {
      const token = await world.token(person);
      return (password, extra = {}) => ({
        ...callsOfLinks['crafter-profile-page/set-password'],
        body: json({ token, password }, extra),
      });
    },
  },
  {
    id: 'crafter-studio/set-password',
    realm: 'crafter-studio',
    prepare: async ({ world }, person) => {
      const token = await world.token(person);
      return (password, extra = {}) => studio.setPassword(json({ token, new: password }, extra)).request;
    },
  },
  {
    id: 'crafter-studio/reset-password',
    realm: 'crafter-studio',
    prepare: async (_, { id }) => {
      const Authorization = `Bearer ${await administratorJwt()}`;
      return (password, extra = {}) => studio.resetPassword(id, json({ new: password }, extra), { Authorization }).request;
    },
  },
  {
    id: 'crafter-studio-v2/set-password',
    realm: 'crafter-studio',
    prepare: async ({ world }, person) => {
      const token = await world.token(person);
      return (password, extra = {}) => studioV2.setPassword(json({ token, new: password }, extra)).request;
    },
  },
  {
    id: 'crafter-studio-v2/reset-password',
    realm: 'crafter-studio',
    prepare: async (_, { id: username }) => {
      const Authorization = `Bearer ${await administratorJwt()}`;
      return (password, extra = {}) =>
        studioV2.resetPassword(username, json({ username, new: password }, extra), { Authorization }).request;
    },
  },
  {
    id: 'traffic-ops/update-current-user',
    realm: 'traffic-ops',
    prepare: async (rekey, person) => {
      const login = await rekey.send(postToken({ t: await rekey.world.token(person) }));
      const cookie = cookieOf(login);
      return (password, extra = {}) => ({ ...putWith(cookie, {}), body: json({ localPasswd: password }, extra) });
    },
  },
];

/** A new person, and calls of the route for them. */
export async function prepared(rekey: Rekey, route: SettingRoute) {
  const person = await newPerson(rekey, route, { tenant: 'a-tenant' });
  return { person, call: await route.prepare(rekey, person) };
}
