import { dynamoAccounts } from '#lib/dynamo/dynamo-accounts.ts';
import { defineReportJob } from '#lib/mail/define-report-job.ts';

export const handler = defineReportJob('mail/record-undeliverable', { accounts: dynamoAccounts });
