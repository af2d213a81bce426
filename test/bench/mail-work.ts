import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';
import { accountItem } from '#lib/dynamo/account-item.ts';
import { dynamoResetRequests } from '#lib/dynamo/dynamo-reset-requests.ts';
import { withNewStamp } from '#lib/dynamo/operator/store-account.ts';
import { resetRequestKey } from '#lib/dynamo/reset-request-item.ts';
import { putItem, readItem, type StoredItem } from '#lib/dynamo/stored-item.ts';
import { tables } from '#lib/dynamo/tables.ts';
import type { MailFunctionId } from '#lib/mail/mail-functions.ts';
import { mailRules } from '#lib/reset/link-target.ts';
import type { Realm, ResetRequest } from '#lib/reset/ports.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { sampleAccount } from './growth/sample-account.ts';

/** Something that a mail function is measured with. */
export type MailWork = {
  subject: string;
  id: MailFunctionId;
  /** Stores what the record of this person needs. Each number has a person of its own, and the numbers from 0 to 999,999 have names of one length. */
  prepare(settings: Settings, person: number): Promise<DynamoDBRecord>;
};

/** The name that stands in the calls of a person, and only there. */
export const nameOf = (person: number): string => sampleAccount(person).id;

export const mailWorks: readonly MailWork[] = [
  { subject: 'mail, Crafter Studio', id: 'mail/send-reset-link', prepare: asked('crafter-studio', true) },
  { subject: 'mail, Traffic Ops', id: 'mail/send-reset-link', prepare: asked('traffic-ops', true) },
  { subject: 'unknown address, Traffic Ops', id: 'mail/send-reset-link', prepare: asked('traffic-ops', false) },
  { subject: 'notice, Crafter Studio', id: 'mail/send-change-notice', prepare: changed },
];

function asked(realm: Exclude<Realm, 'crafter-profile'>, isKnown: boolean): MailWork['prepare'] {
  return async (settings, person) => {
    const account = { ...sampleAccount(person), realm };
    if (isKnown) {
      await putItem(settings.accountsTable, accountItem(withNewStamp(account), null));
    }
    const identifier = mailRules[realm].identifiesBy === 'address' ? `${account.email}` : account.id;
    const request: ResetRequest = {
      realm,
      asker: 'anonymous',
      identifier,
      typed: identifier,
      requestId: `request-${nameOf(person)}`,
      requestedAt: Date.now(),
      link: null,
      application: null,
      languages: 'en-GB,en;q=0.9',
      address: '203.0.113.7',
      timeZone: 'Europe/Berlin',
      device: { browser: 'Firefox', system: 'Windows' },
    };
    await dynamoResetRequests(settings).put(request, settings);
    return recordOf('resetRequests', settings.resetRequestsTable, resetRequestKey(request));
  };
}

/** The same for all, so that the calls for one person are those for another. */
const changedAt = Date.now();

async function changed(settings: Settings, person: number): Promise<DynamoDBRecord> {
  const item = accountItem({ ...withNewStamp(sampleAccount(person)), noticeDue: changedAt }, `$2b$12$${'x'.repeat(53)}`);
  await putItem(settings.accountsTable, { ...item, noticeLanguages: { S: 'en-GB,en;q=0.9' } });
  return recordOf('accounts', settings.accountsTable, { account: `${item.account?.S}` });
}

async function recordOf(
  id: keyof typeof tables,
  table: string,
  key: { readonly [name: string]: string },
): Promise<DynamoDBRecord> {
  const item = await readItem(table, key);
  return {
    eventName: 'MODIFY',
    dynamodb: {
      Keys: { [tables[id].key]: { S: `${Object.values(key)[0]}` } },
      NewImage: imageOf(item ?? {}),
      SequenceNumber: `${Object.values(key)[0]}`,
      StreamViewType: 'NEW_IMAGE',
    },
  };
}

/** What both types call an attribute differs only in binary values, which no item has. */
function imageOf(item: StoredItem): { [name: string]: AttributeValue } {
  return JSON.parse(JSON.stringify(item));
}
