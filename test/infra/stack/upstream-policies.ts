import { describe, expect, test } from '@jest/globals';
import {
  type FunctionNeeds,
  needsOfAuditFunction,
  needsOfMailFunction,
  needsOfRoute,
} from '#infra/stack/functions/function-needs.ts';
import { auditFunction } from '#lib/audit/audit-function.ts';
import { functionIds } from '#lib/function-ids.ts';
import { mailFunctions } from '#lib/mail/mail-functions.ts';
import { type Realm, realms } from '#lib/reset/ports.ts';
import { routes } from '#lib/routes.ts';
import { isUpstream, realmOf } from '#lib/settings/is-upstream.ts';
import { productServers } from '#lib/settings/product-servers.ts';
import { parseSettings, type Settings } from '#lib/settings/settings.ts';
import { type FunctionReach, reachInStack, reachOfNeeds } from './function-reach.ts';
import { type Synthesised, selfService, synthesise } from './template.ts';
import { combinations, contextOf, network } from './upstream-context.ts';

const limits = 'UpdateItem limits: count deleteAfter window';
/** As without servers, which test/infra/stack/policies.ts holds against the declarations. */
const putsRequest =
  reachOfNeeds(needsOf('page/ask-for-link', parseSettings({}))).tables.find((line) =>
    line.startsWith('UpdateItem resetRequests'),
  ) ?? '';
const claims = (realm: Realm) => [
  `GetItem accounts of ${realm}`,
  `UpdateItem accounts of ${realm}: account claim credentialStamp id noticeDue noticeEnded noticeFailures noticeLanguages passwordChangedAt passwordChangedBy passwordSet realm`,
];

/** After a call that Studio itself answers, the user's links end. */
const passedOn = [
  'GetItem accounts of crafter-studio',
  'UpdateItem accounts of crafter-studio: account credentialStamp id noticeDue noticeEnded noticeFailures noticeLanguages passwordChangedAt passwordChangedBy passwordSet realm',
  limits,
];

/**
 * What the functions of a realm may do if its accounts stay in the product's own server. It is written down here and not made from the declarations, so
 * that a wrong declaration shows.
 */
const ofServedRealm: {
  readonly [id: string]: { tables: readonly string[]; secrets?: readonly string[]; isConnected: boolean };
} = {
  'crafter-profile/reset-password': { tables: ['GetItem applications', limits, putsRequest], isConnected: true },
  'crafter-profile/change-password': { tables: [...claims('crafter-profile'), 'GetItem resetTokens', limits], isConnected: true },
  'crafter-studio/forgot-password': {
    tables: ['GetItem accounts of crafter-studio', limits, putsRequest],
    secrets: ['crafterStudio'],
    isConnected: true,
  },
  'crafter-studio/validate-token': {
    tables: ['GetItem accounts of crafter-studio', 'GetItem resetTokens', limits],
    secrets: ['crafterStudio'],
    isConnected: true,
  },
  'crafter-studio/set-password': {
    tables: [...claims('crafter-studio'), 'GetItem resetTokens', limits],
    secrets: ['crafterStudio'],
    isConnected: true,
  },
  'crafter-studio/reset-password': {
    tables: [...claims('crafter-studio'), limits, putsRequest],
    secrets: ['administrators', 'crafterStudio'],
    isConnected: true,
  },
  'crafter-studio-page/check-link': {
    tables: ['GetItem accounts of crafter-studio', 'GetItem resetTokens', limits],
    isConnected: false,
  },
  'crafter-profile-page/check-link': {
    tables: ['GetItem accounts of crafter-profile', 'GetItem resetTokens', limits],
    secrets: ['crafterProfile'],
    isConnected: true,
  },
  'crafter-profile-page/set-password': {
    tables: [...claims('crafter-profile'), 'GetItem resetTokens', limits],
    secrets: ['crafterProfile'],
    isConnected: true,
  },
  'crafter-studio-v2/forgot-password': { tables: [limits, putsRequest], isConnected: false },
  'crafter-studio-v2/validate-token': {
    tables: ['GetItem accounts of crafter-studio', 'GetItem resetTokens', limits],
    secrets: ['crafterStudio'],
    isConnected: true,
  },
  'crafter-studio-v2/set-password': {
    tables: [...claims('crafter-studio'), 'GetItem resetTokens', limits],
    secrets: ['crafterStudio'],
    isConnected: true,
  },
  'crafter-studio-v2/reset-password': { tables: passedOn, secrets: ['crafterStudio'], isConnected: true },
  'crafter-studio-v2/change-own-password': { tables: passedOn, secrets: ['crafterStudio'], isConnected: true },
  'traffic-ops/reset-password': { tables: [limits, putsRequest], isConnected: false },
  'traffic-ops/login-with-token': {
    tables: ['GetItem accounts of traffic-ops', 'GetItem resetTokens', limits],
    secrets: ['trafficOpsSessions'],
    isConnected: true,
  },
  'traffic-ops/get-current-user': {
    tables: ['GetItem accounts of traffic-ops', 'GetItem resetTokens'],
    secrets: ['trafficOpsSessions'],
    isConnected: true,
  },
  'traffic-ops/update-current-user': {
    tables: [...claims('traffic-ops'), 'GetItem resetTokens', limits],
    secrets: ['trafficOpsSessions'],
    isConnected: true,
  },
};

/** What the mail functions may do for realms whose accounts stay in the products' own servers, besides what has nothing to do with accounts. */
const mailForServedRealms: { readonly [id: string]: (of: string) => readonly string[] } = {
  'mail/send-reset-link': (of) => [`GetItem accounts of ${of}`],
  'mail/send-change-notice': (of) => [
    `GetItem accounts of ${of}`,
    `UpdateItem accounts of ${of}: account noticeDue noticeEnded noticeFailures noticeLanguages passwordSet`,
  ],
  // They ask no server, so they hold no credential.
  'page/cancel-request': (of) => [
    `GetItem accounts of ${of}`,
    `UpdateItem accounts of ${of}: account credentialStamp hold id ownerStop realm`,
  ],
  'page/disown-change': (of) => [
    `GetItem accounts of ${of}`,
    `UpdateItem accounts of ${of}: account closed credentialStamp id ownerStop realm`,
  ],
  'mail/record-undeliverable': (of) => [`UpdateItem accounts of ${of}: account id realm undeliverable`],
};

/** They only touch what Rekey keeps of accounts. */
const asksNoServer = ['mail/record-undeliverable', 'page/cancel-request', 'page/disown-change', 'crafter-studio-page/check-link'];

const secretOf: { readonly [realm in Realm]: string } = {
  'crafter-profile': 'crafterProfile',
  'crafter-studio': 'crafterStudio',
  'traffic-ops': 'trafficOpsSessions',
};

function needsOf(id: string, settings: Settings): FunctionNeeds {
  const route = routes.find((each) => each.id === id);
  const mailFunction = mailFunctions.find((each) => each.id === id);
  if (route !== undefined) {
    return needsOfRoute(route, settings);
  }
  if (id === auditFunction.id) {
    return needsOfAuditFunction();
  }
  if (mailFunction === undefined) {
    throw new Error(`there is no function ${id}`);
  }
  return needsOfMailFunction(mailFunction, settings);
}

const ownSettings = parseSettings({});

function expectedReach(id: string, upstream: readonly Realm[]): FunctionReach {
  const own = reachOfNeeds(needsOf(id, ownSettings));
  const realm = realmOf(id);
  const mail = mailForServedRealms[id];
  if (mail !== undefined && upstream.length > 0) {
    const kept = upstream.length < realms.length ? own.tables : own.tables.filter((line) => !/ accounts\b/.test(line));
    const asks = !asksNoServer.includes(id);
    return {
      tables: [...kept, ...mail(upstream.join(' '))].sort(),
      secrets: asks ? upstream.map((each) => secretOf[each]).sort() : [],
      isConnected: asks,
    };
  }
  const served = ofServedRealm[id];
  if (realm === undefined || !upstream.includes(realm) || served === undefined) {
    return { tables: [...own.tables], secrets: [...own.secrets], isConnected: false };
  }
  return { tables: served.tables.toSorted(), secrets: [...(served.secrets ?? [])], isConnected: served.isConnected };
}

const named = (upstream: readonly Realm[]) => (upstream.length === 0 ? 'no realm' : upstream.join(' and '));

describe.each(combinations.map((upstream) => [named(upstream), upstream] as const))(
  'with the accounts of %s elsewhere',
  (_, upstream) => {
    const settings = parseSettings(contextOf(upstream));
    const served = (id: string) => {
      // The page learns how long a password may be.
      const realm = id === 'page/reset-password' ? 'crafter-studio' : realmOf(id);
      return realm === undefined ? upstream : upstream.filter((each) => each === realm);
    };

    test('A4, U7 each function may do, read and reach only what its realm needs', () => {
      for (const id of functionIds) {
        expect([id, reachOfNeeds(needsOf(id, settings))]).toEqual([id, expectedReach(id, upstream)]);
      }
    });

    test('U7 each function knows the servers of its own realm only, and the name of a secret only if it may read it', () => {
      for (const id of functionIds) {
        const { settings: read, secrets, callsServer } = needsOf(id, settings);
        const known = realms.filter((realm) => isUpstream(realm, settings) && read.includes(productServers[realm].url));
        const mayKnow = callsServer || [...asksNoServer, 'page/reset-password'].includes(id);
        expect([id, known]).toEqual([id, mayKnow ? served(id) : []]);
        for (const realm of realms.filter((each) => isUpstream(each, settings))) {
          const name = productServers[realm].secret;
          expect([id, name, read.includes(name)]).toEqual([id, name, secrets.some((secret) => secret === secretOf[realm])]);
        }
      }
    });

    test('U6 functions that conceal accounts get no URL, no credential and no network', () => {
      const concealing = parseSettings({ ...contextOf(upstream), REKEY_CONCEAL_STUDIO_ACCOUNTS: 'true' });
      for (const id of [
        'crafter-studio/forgot-password',
        'crafter-studio-v2/forgot-password',
        'traffic-ops/reset-password',
        'page/ask-for-link',
      ]) {
        const needs = needsOf(id, concealing);
        const aboutServers = needs.settings.filter((name) =>
          Object.values(productServers).some(({ url, secret, others }) => [url, secret, ...others].includes(name)),
        );
        expect([id, aboutServers, needs.secrets, needs.callsServer]).toEqual([id, [], [], false]);
        expect(needs.permissions.filter(({ table }) => table === 'accounts')).toEqual([]);
      }
    });
  },
);

const everywhere = synthesise({ ...contextOf(realms), ...network, ...selfService });
const mixed = synthesise({ ...contextOf(['crafter-studio']), ...network, ...selfService });

describe.each<[string, readonly Realm[], Synthesised]>([
  ['every realm', realms, everywhere],
  ['crafter-studio', ['crafter-studio'], mixed],
])('the stack with the accounts of %s elsewhere', (_, upstream, stack) => {
  test.each(functionIds)('A4, U7 allows %s exactly that', (id) => {
    expect(reachInStack(stack, id)).toEqual(expectedReach(id, upstream));
  });
});
