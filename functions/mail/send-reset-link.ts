import { accountsOfAllRealms } from '#lib/accounts/all-realms.ts';
import { dynamoApplications } from '#lib/dynamo/dynamo-applications.ts';
import { dynamoMailNotes } from '#lib/dynamo/dynamo-mail-notes.ts';
import { dynamoMailboxes } from '#lib/dynamo/dynamo-mailboxes.ts';
import { dynamoResetRequests } from '#lib/dynamo/dynamo-reset-requests.ts';
import { dynamoResetTokens } from '#lib/dynamo/dynamo-reset-tokens.ts';
import { defineStreamJob } from '#lib/mail/define-stream-job.ts';
import type { TouchedBy } from '#lib/mail/mail-functions.ts';
import { parseResetRequestRecord } from '#lib/mail/parse-reset-request-record.ts';
import { resetLinkContext } from '#lib/mail/reset-link-context.ts';
import { sesMailer } from '#lib/mail/ses-mailer.ts';
import { keptTokens } from '#lib/reset/kept-tokens.ts';
import type { Reach } from '#lib/reset/reach.ts';
import { giveUpResetLink, sendResetLink } from '#lib/reset/send-reset-link.ts';

const adapters = {
  accounts: accountsOfAllRealms,
  applications: dynamoApplications,
  mailboxes: dynamoMailboxes,
  mailNotes: dynamoMailNotes,
  mailer: sesMailer,
  resetRequests: dynamoResetRequests,
  resetTokens: dynamoResetTokens,
};
type Ports = Reach<TouchedBy<'mail/send-reset-link'>>;

export const handler = defineStreamJob('mail/send-reset-link', parseResetRequestRecord, adapters, (ports: Ports, settings) => {
  const kept = keptTokens();
  return {
    run: (job, now) => sendResetLink(ports, job, resetLinkContext(settings, kept, now)),
    countFailure: ({ key, sequence }) => ports.resetRequests.countFailure(key, sequence),
    giveUp: (job, reason) => giveUpResetLink(ports, job, reason, Date.now()),
  };
});
