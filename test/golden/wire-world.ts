import { DeleteItemCommand, DynamoDBClient, GetItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { accountKey } from '#lib/dynamo/account-item.ts';
import { dynamoAccounts } from '#lib/dynamo/dynamo-accounts.ts';
import { dynamoResetRequests } from '#lib/dynamo/dynamo-reset-requests.ts';
import { dynamoResetTokens } from '#lib/dynamo/dynamo-reset-tokens.ts';
import { storeApplication } from '#lib/dynamo/operator/applications.ts';
import { storeAccount } from '#lib/dynamo/operator/store-account.ts';
import { resetRequestKey } from '#lib/dynamo/reset-request-item.ts';
import { canonicalAddress } from '#lib/reset/address.ts';
import type { AccountReference } from '#lib/reset/ports.ts';
import { mintToken, sha256 } from '#lib/reset/token.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { sendHttp } from './send-http.ts';
import { type Mail, thisAndTheNextWindow, tokenOf, type World, wholeAccount, wholeApplication, windowKey } from './world.ts';

export type WireWorld = World & {
  /** Writes an item unchanged, whether or not it is valid. */
  putItem(table: string, item: { [attribute: string]: unknown }): Promise<void>;
};

let lastAddress = 40_000;

/** A world in DynamoDB, behind an API and with an inbox, whichever process serves them. */
export function wireWorld({ settings, apiUrl, inboxUrl }: { settings: Settings; apiUrl: string; inboxUrl: string }): WireWorld {
  const client = new DynamoDBClient({});
  const account = async (reference: AccountReference) => {
    const found = await dynamoAccounts(settings).find(reference);
    if (found === undefined) {
      throw new Error(`no account ${reference.realm} ${reference.id}`);
    }
    return found;
  };
  const putItem = async (table: string, item: { [attribute: string]: unknown }) => {
    await client.send(new PutItemCommand({ TableName: table, Item: marshall(item) }));
  };
  return {
    settings,
    baseUrl: apiUrl,
    account,
    passwordHash: async (reference) => {
      const Key = marshall(accountKey(reference));
      const { Item } = await client.send(new GetItemCommand({ TableName: settings.accountsTable, Key, ConsistentRead: true }));
      return Item?.passwordHash?.S ?? '';
    },
    storeAccount: (given) => storeAccount(settings, wholeAccount(given), null),
    removeAccount: async (reference) => {
      await client.send(new DeleteItemCommand({ TableName: settings.accountsTable, Key: marshall(accountKey(reference)) }));
    },
    editAccount: async (reference, change) => {
      for (const [name, value] of Object.entries(change)) {
        const write = { ExpressionAttributeNames: { '#name': name }, ExpressionAttributeValues: marshall({ ':value': value }) };
        const key = { TableName: settings.accountsTable, Key: marshall(accountKey(reference)) };
        await client.send(new UpdateItemCommand({ ...key, UpdateExpression: 'SET #name = :value', ...write }));
      }
    },
    restoreAccount: (account) => putItem(settings.accountsTable, { ...account, ...accountKey(account) }),
    markUndeliverable: (realm, address) =>
      dynamoAccounts(settings).markUndeliverable(realm, canonicalAddress(address), { cause: 'bounce', since: Date.now() }),
    storeApplication: (accessTokenId, given) => storeApplication(settings, wholeApplication(sha256(accessTokenId), given)),
    token: async (reference, changes = {}) => {
      const { token, tokenHash } = mintToken();
      await dynamoResetTokens(settings).put({ ...tokenOf(await account(reference), tokenHash), ...changes });
      return token;
    },
    storedToken: (token) => dynamoResetTokens(settings).find(sha256(token)),
    storeResetRequest: (request) => putItem(settings.resetRequestsTable, { ...resetRequestKey(request), ...request, pending: 1 }),
    resetRequest: (key) => dynamoResetRequests(settings).find(key),
    countRequests: async (key, count) => {
      for (const moment of thisAndTheNextWindow()) {
        await putItem(settings.limitsTable, { window: windowKey(key, moment), count });
      }
    },
    makeUnreadable: {
      account: (reference) => putItem(settings.accountsTable, { ...accountKey(reference), enabled: 'yes' }),
      application: (accessTokenHash) => putItem(settings.applicationsTable, { accessTokenHash, name: 7 }),
      resetToken: (tokenHash) => putItem(settings.resetTokensTable, { tokenHash, realm: 'nowhere' }),
      resetRequest: (key) => putItem(settings.resetRequestsTable, { ...resetRequestKey(key), sequence: 'not a number' }),
    },
    send: (request) => sendHttp(apiUrl, request, ++lastAddress),
    mailsTo: async (address, count = 1) => {
      for (let attempt = 0; attempt < 400; attempt++) {
        const found = (await allMails(inboxUrl)).filter(({ destination }) => destination.to.includes(address));
        if (found.length >= count) {
          return found;
        }
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error(`no ${count} mails to ${address}`);
    },
    putItem,
  };
}

async function allMails(inboxUrl: string): Promise<Mail[]> {
  const response = await fetch(`${inboxUrl}/store`);
  // The inbox is a dependency of ours with a documented shape.
  const { emails } = (await response.json()) as { emails: Mail[] };
  return emails;
}
