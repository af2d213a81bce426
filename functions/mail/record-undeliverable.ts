import { accountsOfAllRealms } from '#lib/accounts/all-realms.ts';
import { dynamoMailNotes } from '#lib/dynamo/dynamo-mail-notes.ts';
import { defineReportJob } from '#lib/mail/define-report-job.ts';

export const handler = defineReportJob('mail/record-undeliverable', {
  accounts: accountsOfAllRealms,
  mailNotes: dynamoMailNotes,
});
