import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { demoApplication, demoPeople } from '#infra/demo/demo-people.ts';
import { findRoute } from '#infra/local/find-route.ts';
import { lambdaContext } from '#infra/local/lambda-context.ts';
import { loadSource } from '#infra/local/load-function.ts';
import type { Endpoint } from '#lib/http/endpoint.ts';
import type { StreamFunction } from '#lib/mail/define-stream-job.ts';
import { sha256 } from '#lib/reset/hash.ts';
import type { AccountReference, StoredResetRequest } from '#lib/reset/ports.ts';
import { mintToken } from '#lib/reset/token.ts';
import { routes } from '#lib/routes.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { memoryAdapters } from '#test/memory/memory-adapters.ts';
import type { GoldenRequest, GoldenResponse } from './exchange.ts';
import { sendEvent } from './send-event.ts';
import { type Mail, thisAndTheNextWindow, tokenOf, type World, wholeAccount, wholeApplication } from './world.ts';

export type MemoryWorld = World & {
  /** Gives a request to the function of its route. */
  answer(request: GoldenRequest, address: number): Promise<GoldenResponse>;
};

let lastAddress = 40_000;

/** A world without a database or a network: the functions' own source over ports in memory. No notices of changes go out in it. */
export function memoryWorld(settings: Settings): MemoryWorld {
  const memory = memoryAdapters();
  const { accounts, applications, limits, resetRequests, resetTokens } = memory;
  for (const person of demoPeople) {
    accounts.store(person);
  }
  applications.store(demoApplication);

  const account = async (reference: AccountReference) => {
    const found = await accounts.find(reference);
    if (found === undefined) {
      throw new Error(`no account ${reference.realm} ${reference.id}`);
    }
    return found;
  };
  const answer = async (request: GoldenRequest, address: number) => {
    const [path = ''] = request.path.split('?');
    const id = findRoute(routes, request.method, decodeURIComponent(path))?.id ?? '';
    // A function's handler is known by its route alone; the local server trusts it the same way.
    const endpoint = (await loadSource(id)) as Endpoint;
    return sendEvent(id, endpoint.with(memory.adapters, settings), request, address);
  };
  const sendMails = async () => {
    const id = 'mail/send-reset-link';
    const mailer = ((await loadSource(id)) as StreamFunction).with(memory.adapters, settings);
    const waiting = memory.pending.splice(0);
    const { batchItemFailures } = await mailer({ Records: waiting.map(recordOf) }, lambdaContext(id));
    if (batchItemFailures.length > 0) {
      throw new Error('a mail did not go out');
    }
  };
  return {
    settings,
    baseUrl: settings.publicUrl ?? '',
    account,
    passwordHash: async (reference) => accounts.passwordHash(reference),
    storeAccount: async (given) => accounts.store(wholeAccount(given)),
    storeApplication: async (accessTokenId, given) => applications.store(wholeApplication(sha256(accessTokenId), given)),
    token: async (reference, changes = {}) => {
      const { token, tokenHash } = mintToken();
      await resetTokens.put({ ...tokenOf(await account(reference), tokenHash), ...changes });
      return token;
    },
    resetRequest: (key) => resetRequests.find(key),
    countRequests: async (key, count) => {
      for (const moment of thisAndTheNextWindow()) {
        limits.set(key, count, moment);
      }
    },
    spoil: {
      account: async (reference) => accounts.spoil(reference),
      application: async (accessTokenHash) => applications.spoil(accessTokenHash),
      resetToken: async (tokenHash) => resetTokens.spoil(tokenHash),
      resetRequest: async (key) => resetRequests.spoil(key),
    },
    send: (request) => answer(request, ++lastAddress),
    mailsTo: async (address, count = 1) => {
      await sendMails();
      const found = memory.mails.filter(({ to }) => to === address);
      if (found.length < count) {
        throw new Error(`no ${count} mails to ${address}`);
      }
      return found.map(({ to, subject, html, text }): Mail => ({ subject, destination: { to: [to] }, body: { html, text } }));
    },
    answer,
  };
}

/** The record of the stream. Lambda and the SDK describe the same attributes by two types; a request has only those that they share. */
function recordOf(request: StoredResetRequest): DynamoDBRecord {
  return { dynamodb: { NewImage: marshall({ ...request, pending: 1 }) } } as DynamoDBRecord;
}
