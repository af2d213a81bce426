import { compare } from 'bcryptjs';
import type { NewAccount } from '#lib/dynamo/operator/store-account.ts';
import type { AccountReference, Realm } from '#lib/reset/ports.ts';
import * as profile from '#test/golden/crafter-profile/parts.ts';
import * as studio from '#test/golden/crafter-studio/parts.ts';
import type { GoldenRequest, GoldenResponse } from '#test/golden/exchange.ts';
import * as trafficOps from '#test/golden/traffic-ops/messages.ts';
import { ownAccessToken } from '#test/golden/world.ts';
import { callOfPage, callsOfPages } from '#test/page/calls-of-pages.ts';
import type { Letter, Rekey } from './rekey.ts';

/** A password that every account may have. */
export const phrase = 'a pass phrase of mine';

export type Person = AccountReference & { email: string };

/** What the tests need to know about each of the three products. */
export type Product = {
  realm: Realm;
  /** The request for a mail. */
  ask(person: Person): GoldenRequest;
  /** A call that takes a token and does not spend it. Crafter Profile has no such call, so its call spends the token. */
  bringToken(token: unknown): GoldenRequest;
  /** The status of the answers to bad tokens. */
  refusal: number;
  spend(rekey: Rekey, token: string, password: string): Promise<GoldenResponse>;
};

export const crafterProfile: Product = {
  realm: 'crafter-profile',
  ask: ({ id }) => profile.resetPassword({ ...profile.resetFields }, { id }).request,
  bringToken: (token) => changeProfile(token, phrase),
  refusal: 404,
  spend: (rekey, token, password) => rekey.send(changeProfile(token, password)),
};

function changeProfile(resetTokenId: unknown, newPassword: string): GoldenRequest {
  return profile.changePassword({ accessTokenId: ownAccessToken, resetTokenId, newPassword }).request;
}

export const crafterStudio: Product = {
  realm: 'crafter-studio',
  ask: ({ id }) => studio.forgotPassword(`?username=${encodeURIComponent(id)}`).request,
  bringToken: (token) => studio.validateToken(`?token=${encodeURIComponent(`${token}`)}`).request,
  refusal: 401,
  spend: (rekey, token, password) => rekey.send(studio.setPassword({ token, new: password }).request),
};

export const trafficOpsProduct: Product = {
  realm: 'traffic-ops',
  ask: ({ email }) => trafficOps.postReset({ email }),
  bringToken: (t) => trafficOps.postToken({ t }),
  refusal: 401,
  spend: async (rekey, token, password) => {
    const login = await rekey.send(trafficOps.postToken({ t: token }));
    return login.status === 200 ? rekey.send(putWith(cookieOf(login), { localPasswd: password })) : login;
  },
};

export const products = [crafterProfile, crafterStudio, trafficOpsProduct];

/** The people of Crafter Profile who ask for themselves, on the pages, without an application. */
export const profileOwners: Product = {
  realm: 'crafter-profile',
  ask: ({ realm, email: identifier }) => ({
    ...callsOfPages['page/ask-for-link'],
    body: `${new URLSearchParams({ realm, identifier })}`,
  }),
  bringToken: (token) => callOfPage('crafter-profile/check-link', { token }),
  refusal: 401,
  spend: (rekey, token, password) => rekey.send(callOfPage('crafter-profile/set-password', { token, password })),
};

/** The people of Crafter Studio who follow their link to Rekey's own page. */
export const studioOwners: Product = {
  ...crafterStudio,
  bringToken: (token) => callOfPage('crafter-studio/check-link', { token }),
};

/** Every way to redeem a link. */
export const redeemers = [...products, profileOwners, studioOwners];

/** For the titles of tests. */
export function titleOf(product: Product): string {
  return `${product.realm}${[profileOwners, studioOwners].includes(product) ? ', by the page' : ''}`;
}

/** A row of `test.each` whose first column is the title. */
export function titled(product: Product): readonly [string, Product] {
  return [titleOf(product), product];
}

export function cookieOf({ headers }: GoldenResponse): string {
  return headers['set-cookie']?.split(';')[0] ?? '';
}

export function putWith(cookie: string, user: object): GoldenRequest {
  return trafficOps.putCurrent(user, { headers: { cookie } });
}

export function getWith(cookie: string): GoldenRequest {
  return trafficOps.getCurrent({ headers: { cookie } });
}

let made = 0;

/** Stores a new person with an open account, or with the given changes. */
export async function newPerson(
  { world }: Rekey,
  { realm }: Pick<Product, 'realm'>,
  changes: Partial<NewAccount> = {},
): Promise<Person> {
  const number = (++made).toString(16);
  const id = realm === 'crafter-profile' ? `5928abcdef${number.padStart(14, '0')}` : `person-${number}`;
  const email = changes.email ?? `${realm}-${number}@example.com`;
  await world.storeAccount({ realm, id, email, tenant: realm === 'crafter-profile' ? 'sample-tenant' : null, ...changes });
  return { realm, id, email };
}

/** Asks for a mail and returns the one mail with a link. */
export async function mailedTo(rekey: Rekey, product: Product, person: Person): Promise<Letter> {
  const { status } = await rekey.send(product.ask(person));
  await rekey.deliver();
  const [letter, ...others] = rekey.letters().filter(({ token }) => token !== '');
  if (status !== 200 || letter === undefined || others.length > 0) {
    throw new Error(`no one link: ${status}, ${others.length}`);
  }
  return letter;
}

/** Whether the account's password is this one. */
export async function hasPassword({ world }: Rekey, person: Person, password: string): Promise<boolean> {
  return compare(password, await world.passwordHash(person));
}

/** The account and its password's hash, to compare them with their later state. */
export async function stateOf({ world }: Rekey, person: Person): Promise<unknown> {
  return [await world.account(person), await world.passwordHash(person)];
}
