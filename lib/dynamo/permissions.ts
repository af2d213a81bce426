import type { Verb } from '#lib/reset/ports.ts';
import type { TableId } from './tables.ts';

type StoredPort = 'accounts' | 'applications' | 'limits' | 'mailboxes' | 'resetRequests' | 'resetTokens';

export type DynamoVerb = Extract<Verb, `${StoredPort}.${string}`>;

export type Permission = {
  table: TableId;
  /** Allows the actions on this index only, and not on the table. */
  index?: string;
  actions: readonly `dynamodb:${'GetItem' | 'PutItem' | 'Query' | 'UpdateItem'}`[];
};

/** Everything that each verb of the DynamoDB adapters does. The functions' policies are made from this table and allow nothing else (A4). */
export const permissions = {
  'accounts.find': [{ table: 'accounts', actions: ['dynamodb:GetItem'] }],
  'accounts.findByAddress': [
    { table: 'accounts', index: 'byAddress', actions: ['dynamodb:Query'] },
    { table: 'accounts', actions: ['dynamodb:GetItem'] },
  ],
  'accounts.hasAddress': [{ table: 'accounts', index: 'byAddress', actions: ['dynamodb:Query'] }],
  'accounts.setPassword': [{ table: 'accounts', actions: ['dynamodb:UpdateItem', 'dynamodb:GetItem'] }],
  'accounts.endNotice': [{ table: 'accounts', actions: ['dynamodb:UpdateItem'] }],
  'accounts.countNoticeFailure': [{ table: 'accounts', actions: ['dynamodb:UpdateItem'] }],
  'accounts.markUndeliverable': [
    { table: 'accounts', index: 'byAddress', actions: ['dynamodb:Query'] },
    { table: 'accounts', actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'] },
  ],
  'resetRequests.put': [{ table: 'resetRequests', actions: ['dynamodb:UpdateItem'] }],
  'resetRequests.find': [{ table: 'resetRequests', actions: ['dynamodb:GetItem'] }],
  'resetRequests.markDone': [{ table: 'resetRequests', actions: ['dynamodb:UpdateItem'] }],
  'resetRequests.servedAccounts': [{ table: 'resetRequests', actions: ['dynamodb:GetItem'] }],
  'resetRequests.markServed': [{ table: 'resetRequests', actions: ['dynamodb:UpdateItem'] }],
  'resetRequests.markFailed': [{ table: 'resetRequests', actions: ['dynamodb:UpdateItem'] }],
  'resetRequests.markDropped': [{ table: 'resetRequests', actions: ['dynamodb:UpdateItem'] }],
  'resetRequests.countFailure': [{ table: 'resetRequests', actions: ['dynamodb:UpdateItem'] }],
  'resetTokens.put': [{ table: 'resetTokens', actions: ['dynamodb:PutItem'] }],
  'resetTokens.find': [{ table: 'resetTokens', actions: ['dynamodb:GetItem'] }],
  'applications.find': [{ table: 'applications', actions: ['dynamodb:GetItem'] }],
  'mailboxes.countMail': [{ table: 'limits', actions: ['dynamodb:UpdateItem', 'dynamodb:GetItem'] }],
  'limits.count': [{ table: 'limits', actions: ['dynamodb:UpdateItem'] }],
} as const satisfies Record<DynamoVerb, readonly Permission[]>;
