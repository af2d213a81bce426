import { dynamoAccounts } from '#lib/dynamo/dynamo-accounts.ts';
import { dynamoApplications } from '#lib/dynamo/dynamo-applications.ts';
import { dynamoResetRequests } from '#lib/dynamo/dynamo-reset-requests.ts';
import { dynamoResetTokens } from '#lib/dynamo/dynamo-reset-tokens.ts';
import { defineStreamJob } from '#lib/mail/define-stream-job.ts';
import type { TouchedBy } from '#lib/mail/mail-functions.ts';
import { parseResetRequestRecord } from '#lib/mail/parse-reset-request-record.ts';
import { resetLinkContext } from '#lib/mail/reset-link-context.ts';
import { sesMailer } from '#lib/mail/ses-mailer.ts';
import type { Reach } from '#lib/reset/ports.ts';
import { sendResetLink } from '#lib/reset/send-reset-link.ts';

export const handler = defineStreamJob('mail/send-reset-link', parseResetRequestRecord, (settings) => {
  const ports: Reach<TouchedBy<'mail/send-reset-link'>> = {
    accounts: dynamoAccounts(settings),
    applications: dynamoApplications(settings),
    mailer: sesMailer(settings),
    resetRequests: dynamoResetRequests(settings),
    resetTokens: dynamoResetTokens(settings),
  };
  return {
    run: (job, now) => sendResetLink(ports, job, resetLinkContext(settings, now)),
    countFailure: ({ key, sequence }) => ports.resetRequests.countFailure(key, sequence),
    giveUp: ({ key, sequence }, reason) => ports.resetRequests.markFailed(key, sequence, reason),
  };
});
