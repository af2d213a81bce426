import type { SecretName } from '#infra/stack/session-secrets.ts';
import { auditFunction } from '#lib/audit/audit-function.ts';
import {
  type AccountsVerb,
  type DynamoVerb,
  type Permission,
  permissions,
  upstreamPermissions,
} from '#lib/dynamo/permissions.ts';
import { type Route, settingsReadBy, verbsInForce } from '#lib/http/route.ts';
import { type MailFunction, mailFunctions } from '#lib/mail/mail-functions.ts';
import { passwordSettings } from '#lib/passwords/password-rules.ts';
import type { Realm } from '#lib/reset/ports.ts';
import type { Verb } from '#lib/reset/reach.ts';
import { routes } from '#lib/routes.ts';
import { isUpstream, realmOf } from '#lib/settings/is-upstream.ts';
import { productServers } from '#lib/settings/product-servers.ts';
import type { SettingName, Settings } from '#lib/settings/settings.ts';
import { settingsOf } from './verb-settings.ts';

/** A permission on a table. With `realms`, it covers only the items of these realms, which are shadows. */
export type NeededPermission = Permission & { readonly realms?: readonly Realm[] };

/** What a function needs for its verbs, under the settings in force. Its policy, its variables and its network follow from this (A4). */
export type FunctionNeeds = {
  readonly permissions: readonly NeededPermission[];
  readonly secrets: readonly SecretName[];
  readonly settings: readonly SettingName[];
  readonly sendsMail: boolean;
  /** Whether it calls a product's own server. */
  readonly callsServer: boolean;
};

const readByEveryRoute = ['publicUrl', 'proxySecretHashes', 'clientAddressHeader', 'onlyThroughProxy'] as const;

/** These only touch what Rekey itself keeps of an account. */
const neverAsksServer: readonly AccountsVerb[] = [
  'accounts.endNotice',
  'accounts.countNoticeFailure',
  'accounts.markUndeliverable',
  'stops.cancelLinks',
  'stops.close',
];

/** To look at an account of Crafter Studio, Rekey needs only what it keeps itself (`UpstreamLinks.findRedeemable`). */
const asksNoServerOf: { readonly [realm in Realm]?: readonly AccountsVerb[] } = { 'crafter-studio': ['accounts.findRedeemable'] };

export function needsOfRoute(route: Route, settings: Settings): FunctionNeeds {
  return needsOf(route.id, verbsInForce(route, settings), settings, [...readByEveryRoute, ...settingsReadBy(route)]);
}

export function needsOfMailFunction({ id, touches }: MailFunction, settings: Settings): FunctionNeeds {
  return needsOf(id, touches, settings);
}

/** It only reads whose a refused token is, and where the bus is. */
export function needsOfAuditFunction(): FunctionNeeds {
  const { touches, reads } = auditFunction;
  const none = { secrets: [], sendsMail: false, callsServer: false };
  return { ...none, permissions: touches.flatMap((verb) => permissions[verb]), settings: reads };
}

/** Whether a function calls a product's own server. */
export function callsServer(functionId: string, settings: Settings): boolean {
  const route = routes.find(({ id }) => id === functionId);
  const mailFunction = mailFunctions.find(({ id }) => id === functionId);
  const needs = route ? needsOfRoute(route, settings) : mailFunction && needsOfMailFunction(mailFunction, settings);
  return needs?.callsServer ?? false;
}

/** @param alsoReads settings that the function reads besides those behind its verbs */
function needsOf(
  functionId: string,
  verbs: readonly Verb[],
  settings: Settings,
  alsoReads: readonly SettingName[] = [],
): FunctionNeeds {
  const realm = realmOf(functionId);
  const served = realm === undefined ? settings.products : [realm];
  const ofAccounts = verbs.filter(isAccountsVerb);
  const upstream = ofAccounts.length === 0 ? [] : served.filter((each) => isUpstream(each, settings));
  const hasOwn = upstream.length < served.length;
  const asked = upstream.filter((each) =>
    ofAccounts.some((verb) => ![...neverAsksServer, ...(asksNoServerOf[each] ?? [])].includes(verb)),
  );
  const others = verbs.filter((verb): verb is Exclude<Verb, AccountsVerb> => !isAccountsVerb(verb));
  return {
    permissions: [
      ...others
        .filter(isDynamoVerb)
        .flatMap((verb) => (isShadowsVerb(verb) ? only(served, permissions[verb]) : permissions[verb])),
      ...(hasOwn ? ofAccounts.flatMap((verb): readonly Permission[] => permissions[verb]) : []),
      ...(upstream.length > 0 ? ofAccounts.flatMap((verb) => only(upstream, upstreamPermissions[verb])) : []),
    ],
    secrets: [...new Set([...others.flatMap((verb) => secretOf[verb] ?? []), ...asked.map((each) => secretOfServer[each])])],
    settings: [
      ...settingsOf(hasOwn ? verbs : verbs.filter((verb) => verb !== 'accounts.setPassword')),
      ...(verbs.includes('accounts.setPassword') ? passwordSettings : []),
      ...upstream.flatMap((each) => [productServers[each].url, ...productServers[each].others]),
      ...asked.map((each) => productServers[each].secret),
      ...alsoReads,
    ],
    sendsMail: verbs.includes('mailer.send'),
    // A function of one realm that reads where the server is calls it. A page reads the same to know what a password may be.
    callsServer:
      asked.length > 0 || (realm !== undefined && isUpstream(realm, settings) && alsoReads.includes(productServers[realm].url)),
  };
}

const secretOf: { readonly [verb in Verb]?: SecretName } = {
  'secrets.administrators': 'administrators',
  'secrets.trafficOpsSessions': 'trafficOpsSessions',
};

/** The secret with Rekey's own credential at the server. */
const secretOfServer: { readonly [realm in Realm]: SecretName } = {
  'crafter-profile': 'crafterProfile',
  'crafter-studio': 'crafterStudio',
  'traffic-ops': 'trafficOpsSessions',
};

/**
 * A write of a shadow names its account (`realm` and `id`). In an account that Rekey keeps itself, these say whose password a link sets, so such a
 * write must not reach one.
 */
function only(realms: readonly Realm[], shadowPermissions: readonly Permission[]): readonly NeededPermission[] {
  return shadowPermissions.map((permission) => ({ ...permission, realms }));
}

function isShadowsVerb(verb: Verb): boolean {
  return verb.startsWith('shadows.');
}

function isAccountsVerb(verb: Verb): verb is AccountsVerb {
  return Object.hasOwn(upstreamPermissions, verb);
}

function isDynamoVerb<V extends Verb>(verb: V): verb is V & DynamoVerb {
  return Object.hasOwn(permissions, verb);
}
