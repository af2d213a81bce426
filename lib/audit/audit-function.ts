import type { TableId } from '#lib/dynamo/tables.ts';

/** The function that writes the audit events, as inert data. */
export const auditFunction = {
  id: 'audit/write-events',
  /** It reads the streams of these tables, beside their mail functions. `wakesOn` are the numbers of an image that it needs. */
  streams: {
    accounts: [['noticeDue'], ['noticeEnded', 'at'], ['ownerStop', 'at']],
    resetRequests: [['pending'], ['settled', 'at']],
  },
  touches: ['resetTokens.find'],
  reads: ['auditBus'],
  onFailure: 'What people, administrators and operators do leaves no audit record.',
} as const satisfies {
  id: string;
  streams: { readonly [table in TableId]?: readonly (readonly string[])[] };
  touches: readonly string[];
  reads: readonly string[];
  onFailure: string;
};
