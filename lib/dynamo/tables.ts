import type { Settings } from '#lib/settings/settings.ts';

export type TableId = 'accounts' | 'applications' | 'limits' | 'resetRequests' | 'resetTokens';

export type TableDefinition = {
  /** The setting that holds the table's name. */
  nameSetting: keyof Settings & `${TableId}Table`;
  /** The partition key, a string. There is no sort key anywhere. */
  key: string;
  /** The attribute with the epoch seconds after which DynamoDB may delete the item. Housekeeping only: every read checks the time itself. */
  expiry?: string;
  /** Keys-only indexes by name, each with its partition key. */
  indexes?: { readonly [name: string]: string };
  /**
   * The stream (new images) has one reader, the named function. It is woken only by images that have `wakesOn`, a number that is there
   * exactly as long as something is left to do, and passes over those that have `sleepsOn`, the count of its own failures: the write that
   * counts one would order the same work again, beside the retry and without its delay (M8). The filter does not say so: what Lambda makes of
   * `exists: false` where a whole attribute is absent is written nowhere, and a filter that never matches would send no mail.
   */
  stream?: { reader: 'mail/send-reset-link' | 'mail/send-change-notice'; wakesOn: string; sleepsOn: string };
};

/** The five tables. Read by the stack, the local server and the tests; nothing else creates a table. */
export const tables: { readonly [id in TableId]: TableDefinition } = {
  accounts: {
    nameSetting: 'accountsTable',
    key: 'account',
    indexes: { byAddress: 'address' },
    stream: { reader: 'mail/send-change-notice', wakesOn: 'noticeDue', sleepsOn: 'noticeFailures' },
  },
  applications: { nameSetting: 'applicationsTable', key: 'accessTokenHash' },
  limits: { nameSetting: 'limitsTable', key: 'window', expiry: 'deleteAfter' },
  resetRequests: {
    nameSetting: 'resetRequestsTable',
    key: 'request',
    expiry: 'deleteAfter',
    stream: { reader: 'mail/send-reset-link', wakesOn: 'pending', sleepsOn: 'failures' },
  },
  resetTokens: { nameSetting: 'resetTokensTable', key: 'tokenHash', expiry: 'deleteAfter' },
};
