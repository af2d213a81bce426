import { mailsPerMailbox } from '#lib/reset/mail-reset-link.ts';
import type { Verb } from '#lib/reset/reach.ts';
import { highestMailLimit } from '#lib/settings/settings.ts';
import { noticeTokenPrefix } from './dynamo-notice-tokens.ts';
import { requestFields } from './reset-request-item.ts';
import type { TableId } from './tables.ts';

type StoredPort =
  | 'accounts'
  | 'shadows'
  | 'stops'
  | 'applications'
  | 'limits'
  | 'mailboxes'
  | 'mailNotes'
  | 'resetRequests'
  | 'resetTokens'
  | 'noticeTokens';

export type DynamoVerb = Extract<Verb, `${StoredPort}.${string}`>;

export type Permission = Reading | Writing;

type Reading = {
  table: TableId;
  /** Allows the actions on this index only, and not on the table. */
  index?: string;
  actions: readonly ('dynamodb:GetItem' | 'dynamodb:Query')[];
  attributes?: undefined;
  /** It covers only items whose key has this form. A `*` stands for any text. */
  keys?: string;
};

/**
 * IAM puts the top-level attributes that a write names into one list: those of its key, of the item or the update, and of the condition. So a function
 * that may test an attribute may write it too. Keep out of a condition what its function must not write (A4).
 */
export type Writing = {
  table: TableId;
  index?: undefined;
  actions: readonly ('dynamodb:PutItem' | 'dynamodb:UpdateItem')[];
  /** Every attribute that the writes may name. IAM wants the table's key among them. */
  attributes: readonly string[];
  /**
   * What the write asks to get back, if anything. IAM decides before DynamoDB reads the item, so `ALL_NEW` returns attributes that are not in the
   * list: a verb that needs it also needs the permission to read the item.
   */
  returns?: 'ALL_NEW' | 'UPDATED_NEW';
  /** It covers only items whose key has this form. A `*` stands for any text. */
  keys?: string;
};

/** Of an account or a shadow: what there is of a notice that is due or has ended. */
export const noticeAttributes = ['noticeDue', 'noticeLanguages', 'noticeFailures', 'noticeEnded', 'passwordSet'] as const;
/** For the operator. */
const lastChange = ['passwordChangedAt', 'passwordChangedBy'] as const;
/** In the conditions that the account is open and still has the tenant that the caller may manage. */
const openState = ['enabled', 'externallyManaged', 'tenant'] as const;
const settling = ['sequence', 'mailedFor', 'settled', 'settledUnder', 'nonce', 'pending', 'failures'] as const;
/** The times of the last requests, as many as the highest mail limit looks back. */
const requestTimes = Array.from({ length: highestMailLimit }, (_, index) => `t${index}`);
/** The times and ids of the last mails to a mailbox. */
const mailboxLog = Array.from({ length: mailsPerMailbox }, (_, index) => [`t${index}`, `m${index}`]).flat();
const noticeTokens = `${noticeTokenPrefix}*`;
const tokenFields = ['realm', 'accountId', 'credentialStamp', 'username', 'email', 'tenant', 'requestedAt', 'expiresAt'] as const;

/** Everything that each verb of the DynamoDB adapters does. The functions' policies are made from this table and allow nothing else (A4). */
export const permissions = {
  'accounts.find': [{ table: 'accounts', actions: ['dynamodb:GetItem'] }],
  'accounts.findUnchanged': [{ table: 'accounts', actions: ['dynamodb:GetItem'] }],
  'accounts.findRedeemable': [{ table: 'accounts', actions: ['dynamodb:GetItem'] }],
  'accounts.takeStamp': [],
  'accounts.findByAddress': [
    { table: 'accounts', index: 'byAddress', actions: ['dynamodb:Query'] },
    { table: 'accounts', actions: ['dynamodb:GetItem'] },
  ],
  'accounts.hasAddress': [{ table: 'accounts', index: 'byAddress', actions: ['dynamodb:Query'] }],
  'accounts.setPassword': [
    { table: 'accounts', actions: ['dynamodb:GetItem'] },
    {
      table: 'accounts',
      actions: ['dynamodb:UpdateItem'],
      attributes: [
        'account',
        'passwordHash',
        'credentialStamp',
        'lastModified',
        'details',
        ...lastChange,
        ...noticeAttributes,
        ...openState,
      ],
      returns: 'ALL_NEW',
    },
  ],
  'accounts.endNotice': [update('accounts', ['account', ...noticeAttributes])],
  'accounts.countNoticeFailure': [{ ...update('accounts', ['account', 'noticeDue', 'noticeFailures']), returns: 'UPDATED_NEW' }],
  'accounts.markUndeliverable': [
    { table: 'accounts', index: 'byAddress', actions: ['dynamodb:Query'] },
    { table: 'accounts', actions: ['dynamodb:GetItem'] },
    update('accounts', ['account', 'undeliverable']),
  ],
  'shadows.find': [{ table: 'accounts', actions: ['dynamodb:GetItem'] }],
  'shadows.claim': [
    update('accounts', ['account', 'realm', 'id', 'credentialStamp', 'claim', 'passwordSet']),
    { table: 'accounts', actions: ['dynamodb:GetItem'] },
  ],
  'shadows.release': [update('accounts', ['account', 'credentialStamp', 'claim'])],
  'shadows.settle': [update('accounts', ['account', 'claim', ...lastChange, ...noticeAttributes])],
  'shadows.replaceStamp': [update('accounts', ['account', 'realm', 'id', 'credentialStamp', ...lastChange, ...noticeAttributes])],
  'shadows.endNotice': [update('accounts', ['account', ...noticeAttributes])],
  'shadows.countNoticeFailure': [{ ...update('accounts', ['account', 'noticeDue', 'noticeFailures']), returns: 'UPDATED_NEW' }],
  'shadows.markUndeliverable': [update('accounts', ['account', 'realm', 'id', 'undeliverable'])],
  'shadows.setLocale': [update('accounts', ['account', 'realm', 'id', 'locale'])],
  'stops.cancelLinks': [
    update('accounts', ['account', 'credentialStamp', 'hold', 'ownerStop']),
    { table: 'accounts', actions: ['dynamodb:GetItem'] },
  ],
  'stops.close': [
    update('accounts', ['account', 'credentialStamp', 'closed', 'ownerStop']),
    { table: 'accounts', actions: ['dynamodb:GetItem'] },
  ],
  'resetRequests.put': [
    update('resetRequests', [
      ...['request', 'nonce', 'deleteAfter', 'pending', 'sequence', 'failures'],
      ...requestFields,
      ...requestTimes,
    ]),
  ],
  'resetRequests.find': [{ table: 'resetRequests', actions: ['dynamodb:GetItem'] }],
  'resetRequests.markDone': [update('resetRequests', ['request', ...settling])],
  'resetRequests.servedAccounts': [{ table: 'resetRequests', actions: ['dynamodb:GetItem'] }],
  'resetRequests.markServed': [update('resetRequests', ['request', 'served', 'deleteAfter'])],
  'resetRequests.markFailed': [update('resetRequests', ['request', ...settling, 'failedFor', 'failureReason'])],
  'resetRequests.markDropped': [update('resetRequests', ['request', ...settling, 'droppedFor', 'dropReason'])],
  'resetRequests.countFailure': [{ ...update('resetRequests', ['request', 'sequence', 'failures']), returns: 'UPDATED_NEW' }],
  'resetTokens.put': [
    {
      table: 'resetTokens',
      actions: ['dynamodb:PutItem'],
      attributes: ['tokenHash', ...tokenFields, 'deleteAfter'],
    },
  ],
  'resetTokens.find': [{ table: 'resetTokens', actions: ['dynamodb:GetItem'] }],
  'resetTokens.notBefore': [{ table: 'resetTokens', actions: ['dynamodb:GetItem'] }],
  'noticeTokens.put': [
    {
      table: 'resetTokens',
      actions: ['dynamodb:PutItem'],
      attributes: ['tokenHash', 'realm', 'accountId', 'changedAt', 'expiresAt', 'deleteAfter'],
      keys: noticeTokens,
    },
  ],
  'noticeTokens.find': [{ table: 'resetTokens', actions: ['dynamodb:GetItem'], keys: noticeTokens }],
  'applications.find': [{ table: 'applications', actions: ['dynamodb:GetItem'] }],
  'mailboxes.countMail': [
    { table: 'limits', actions: ['dynamodb:GetItem'] },
    update('limits', ['window', 'deleteAfter', ...mailboxLog]),
  ],
  'mailNotes.noteAttempt': [
    update('resetRequests', [
      ...['request', 'realm', 'accountId', 'requestId', 'requestedAt'],
      ...['mailOutcome', 'mailOutcomeAt', 'deleteAfter'],
    ]),
  ],
  'mailNotes.noteDelivery': [update('resetRequests', ['request', 'deliveryOutcome', 'deliveryOutcomeAt', 'deleteAfter'])],
  'limits.count': [update('limits', ['window', 'count', 'deleteAfter'])],
} as const satisfies Record<DynamoVerb, readonly Permission[]>;

/** The verbs that write to another item if the accounts stay in the product's own server: to the shadow, and not to the account. */
export type AccountsVerb = Extract<Verb, `accounts.${string}` | `stops.${string}`>;

/**
 * What these verbs do to tables if the accounts stay in the product's own server: only what the shadows need. The rest is a call to the
 * server.
 */
export const upstreamPermissions: { readonly [verb in AccountsVerb]: readonly Permission[] } = {
  'accounts.find': permissions['shadows.find'],
  'accounts.findUnchanged': permissions['shadows.find'],
  'accounts.findRedeemable': permissions['shadows.find'],
  'accounts.takeStamp': [],
  'accounts.findByAddress': permissions['shadows.find'],
  'accounts.hasAddress': [],
  'accounts.setPassword': [...permissions['shadows.claim'], ...permissions['shadows.release'], ...permissions['shadows.settle']],
  'accounts.endNotice': permissions['shadows.endNotice'],
  'accounts.countNoticeFailure': permissions['shadows.countNoticeFailure'],
  'accounts.markUndeliverable': permissions['shadows.markUndeliverable'],
  'stops.cancelLinks': [
    update('accounts', ['account', 'realm', 'id', 'credentialStamp', 'hold', 'ownerStop']),
    { table: 'accounts', actions: ['dynamodb:GetItem'] },
  ],
  'stops.close': [
    update('accounts', ['account', 'realm', 'id', 'credentialStamp', 'closed', 'ownerStop']),
    { table: 'accounts', actions: ['dynamodb:GetItem'] },
  ],
};

function update(table: TableId, attributes: readonly string[]) {
  return { table, actions: ['dynamodb:UpdateItem'], attributes } as const;
}
