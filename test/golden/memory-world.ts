import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { demoPeople } from '#infra/demo/demo-people.ts';
import { findRoute } from '#infra/local/api/find-route.ts';
import { loadSource } from '#infra/local/api/load-function.ts';
import type { Endpoint } from '#lib/http/endpoint.ts';
import type { StreamFunction } from '#lib/mail/define-stream-job.ts';
import { canonicalAddress } from '#lib/reset/address.ts';
import type { AccountReference } from '#lib/reset/ports.ts';
import { mintToken, sha256 } from '#lib/reset/token.ts';
import { routes } from '#lib/routes.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { type MemoryOptions, memoryAdapters } from '#test/memory/memory-adapters.ts';
import { deliveryByHand } from '#test/security/delivery-by-hand.ts';
import type { GoldenRequest, GoldenResponse } from './exchange.ts';
import { type Handler, sendEvent } from './send-event.ts';
import { type Mail, ownApplication, thisAndTheNextWindow, tokenOf, type World, wholeAccount, wholeApplication } from './world.ts';

export type MemoryWorld = World & {
  /** Sends a request to the function of its route. */
  answer(request: GoldenRequest, address: number): Promise<GoldenResponse>;
  /** The function of a route, over this world. */
  handlerOf(routeId: string): Promise<Handler>;
  /** Delivers what waits in the streams, and returns how many records still wait. */
  deliver(): Promise<number>;
  memory: ReturnType<typeof memoryAdapters>;
};

let lastAddress = 40_000;

/** A world without a database or a network: the functions' own source over ports in memory. */
export function memoryWorld(settings: Settings, watched: Pick<MemoryOptions, 'onCall' | 'onHash'> = {}): MemoryWorld {
  const delivery = deliveryByHand(settings, async (id) => {
    // Only its id says what a stream's reader is, as on AWS.
    const reader = (await loadSource(id)) as StreamFunction;
    return reader.with(memory.adapters, settings);
  });
  const memory = memoryAdapters({
    onRequest: (request) => delivery.accept(settings.resetRequestsTable, recordOf({ ...request, pending: 1 })),
    onNotice: (account) => delivery.accept(settings.accountsTable, recordOf(account)),
    ...watched,
  });
  const { accounts, applications, limits, resetRequests, resetTokens } = memory;
  for (const person of demoPeople) {
    accounts.store(person);
  }
  applications.store(ownApplication);

  const account = async (reference: AccountReference) => {
    const found = await accounts.find(reference);
    if (found === undefined) {
      throw new Error(`no account ${reference.realm} ${reference.id}`);
    }
    return found;
  };
  // Only its route says what a function's handler is; the local server relies on this too.
  const handlerOf = async (id: string) => ((await loadSource(id)) as Endpoint).with(memory.adapters, settings);
  const answer = async (request: GoldenRequest, address: number) => {
    const [path = ''] = request.path.split('?');
    const id = findRoute(routes, request.method, decodeURIComponent(path))?.id ?? '';
    return sendEvent(id, await handlerOf(id), request, address);
  };
  return {
    settings,
    baseUrl: settings.publicUrl ?? '',
    account,
    passwordHash: async (reference) => accounts.passwordHash(reference),
    storeAccount: async (given) => accounts.store(wholeAccount(given)),
    removeAccount: async (reference) => accounts.remove(reference),
    editAccount: async (reference, change) => accounts.edit(reference, change),
    restoreAccount: async (account) => accounts.edit(account, account),
    markUndeliverable: (realm, address) =>
      accounts.markUndeliverable(realm, canonicalAddress(address), { cause: 'bounce', since: Date.now() }),
    storeApplication: async (accessTokenId, given) => applications.store(wholeApplication(sha256(accessTokenId), given)),
    token: async (reference, changes = {}) => {
      const { token, tokenHash } = mintToken();
      await resetTokens.put({ ...tokenOf(await account(reference), tokenHash), ...changes });
      return token;
    },
    storedToken: (token) => resetTokens.find(sha256(token)),
    resetRequest: (key) => resetRequests.find(key),
    storeResetRequest: async (request) => resetRequests.store(request),
    countRequests: async (key, count) => {
      for (const moment of thisAndTheNextWindow()) {
        limits.set(key, count, moment);
      }
    },
    makeUnreadable: {
      account: async (reference) => accounts.makeUnreadable(reference),
      application: async (accessTokenHash) => applications.makeUnreadable(accessTokenHash),
      resetToken: async (tokenHash) => resetTokens.makeUnreadable(tokenHash),
      resetRequest: async (key) => resetRequests.makeUnreadable(key),
    },
    send: (request) => answer(request, ++lastAddress),
    mailsTo: async (address, count = 1) => {
      const waiting = await delivery.deliver();
      const found = memory.mails.filter(({ to }) => to === address);
      if (waiting > 0 || found.length < count) {
        throw new Error(`no ${count} mails to ${address}`);
      }
      return found.map(({ to, subject, html, text }): Mail => ({ subject, destination: { to: [to] }, body: { html, text } }));
    },
    answer,
    handlerOf,
    deliver: delivery.deliver,
    memory,
  };
}

let lastRecord = 0;

/** The record that a stream makes from an item. Lambda and the SDK use different types for an item's attributes. */
function recordOf(item: object): DynamoDBRecord {
  return { dynamodb: { NewImage: marshall(item), SequenceNumber: `${++lastRecord}` } } as DynamoDBRecord;
}
