import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { demoCredentials } from '#infra/demo/demo-credentials.ts';
import { accountKey } from '#lib/dynamo/account-item.ts';
import { dynamoAccounts } from '#lib/dynamo/dynamo-accounts.ts';
import { dynamoResetTokens } from '#lib/dynamo/dynamo-reset-tokens.ts';
import { storeApplication } from '#lib/dynamo/operator/applications.ts';
import { type NewAccount, storeAccount } from '#lib/dynamo/operator/store-account.ts';
import type { Account, AccountReference, Application, ResetToken } from '#lib/reset/ports.ts';
import { mintToken, sha256 } from '#lib/reset/token.ts';
import type { Settings } from '#lib/settings/settings.ts';

export type Mail = { subject: string; destination: { to: string[] }; body: { html: string; text: string } };

/** The state that exchanges meet, put in place over the wire, whichever process serves them. */
export type World = {
  /** `<base>` of the contracts. */
  baseUrl: string;
  settings: Settings;
  account(reference: AccountReference): Promise<Account>;
  /** As it is stored: no port hands it out. */
  passwordHash(reference: AccountReference): Promise<string>;
  storeAccount(account: Partial<NewAccount> & AccountReference): Promise<void>;
  /** Stores an application under an access token id. */
  storeApplication(accessTokenId: string, application: Partial<Application>): Promise<void>;
  /** Mints a good token for an existing account, or one that differs as told. */
  token(reference: AccountReference, changes?: Partial<ResetToken>): Promise<string>;
  /** Writes an item as it is, sound or not. */
  putItem(table: string, item: { [attribute: string]: unknown }): Promise<void>;
  /** The mails sent so far, waiting until there are as many to this address. */
  mailsTo(address: string, count?: number): Promise<Mail[]>;
};

export const demoAccessToken = demoCredentials.accessTokenId;

const hour = 3_600_000;

export function makeWorld({ settings, apiUrl, inboxUrl }: { settings: Settings; apiUrl: string; inboxUrl: string }): World {
  const client = new DynamoDBClient({});
  const account = async (reference: AccountReference) => {
    const found = await dynamoAccounts(settings).find(reference);
    if (found === undefined) {
      throw new Error(`no account ${reference.realm} ${reference.id}`);
    }
    return found;
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
    storeAccount: (given) => storeAccount(settings, { ...plainAccount(given), ...given }, null),
    storeApplication: (accessTokenId, application) =>
      storeApplication(settings, { ...plainApplication, ...application, accessTokenHash: sha256(accessTokenId) }),
    token: async (reference, changes = {}) => {
      const { token, tokenHash } = mintToken();
      const { realm, id, credentialStamp, username, email, tenant } = await account(reference);
      const stored = { tokenHash, realm, accountId: id, credentialStamp, username, email, tenant, expiresAt: Date.now() + hour };
      await dynamoResetTokens(settings).put({ ...stored, ...changes });
      return token;
    },
    putItem: async (table, item) => {
      await client.send(new PutItemCommand({ TableName: table, Item: marshall(item) }));
    },
    mailsTo: async (address, count = 1) => {
      for (let attempt = 0; attempt < 100; attempt++) {
        const found = (await allMails(inboxUrl)).filter(({ destination }) => destination.to.includes(address));
        if (found.length >= count) {
          return found;
        }
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error(`no ${count} mails to ${address}`);
    },
  };
}

async function allMails(inboxUrl: string): Promise<Mail[]> {
  const response = await fetch(`${inboxUrl}/store`);
  // The inbox is a dependency of ours with a documented shape.
  const { emails } = (await response.json()) as { emails: Mail[] };
  return emails;
}

function plainAccount({ realm, id }: AccountReference): NewAccount {
  const state = { enabled: true, externallyManaged: false, tenant: null, locale: null, details: {} };
  return {
    realm,
    id,
    username: id,
    email: `${id}@example.com`,
    ...state,
    createdOn: 1_700_000_000_000,
    lastModified: 1_700_000_000_000,
  };
}

const plainApplication: Omit<Application, 'accessTokenHash'> = {
  name: 'other-app',
  tenantPermissions: [{ tenant: '*', allowedActions: ['*'] }],
  expiresOn: null,
  resetPasswordUrls: ['http://example.com'],
};
