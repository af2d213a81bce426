import type { Settings } from '#lib/settings/settings.ts';

export type TableId = 'accounts' | 'applications' | 'limits' | 'resetRequests' | 'resetTokens';

export type TableDefinition = {
  /** The setting that holds the table's name. */
  nameSetting: keyof Settings & `${TableId}Table`;
  /** The partition key, a string. No table has a sort key. */
  key: string;
  /** The attribute with the time, in epoch seconds, after which DynamoDB may delete the item. This is housekeeping: every read checks the time itself. */
  expiry?: string;
  /** Keys-only indexes: name and partition key. */
  indexes?: { readonly [name: string]: string };
  /**
   * The stream carries new images and has one reader, the named function. `wakesOn` is a number that an item has exactly as long as it has work
   * left: only images with it wake the reader. `sleepsOn` is the count of the item's failures. The reader ignores images with it, because the
   * write that counts a failure would otherwise order the same work again, beside the retry and without its delay (M8). The stream's filter
   * does not check `sleepsOn`: nobody documents how Lambda treats `exists: false` for an attribute that is absent altogether, and a filter that
   * never matches would send no mail.
   */
  stream?: { reader: 'mail/send-reset-link' | 'mail/send-change-notice'; wakesOn: string; sleepsOn: string };
};

/** The five tables. The stack, the local server and the tests create their tables from this. */
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
