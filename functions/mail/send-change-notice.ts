import { accountsOfAllRealms } from '#lib/accounts/all-realms.ts';
import { dynamoNoticeTokens } from '#lib/dynamo/dynamo-notice-tokens.ts';
import { defineStreamJob } from '#lib/mail/define-stream-job.ts';
import type { TouchedBy } from '#lib/mail/mail-functions.ts';
import { noticeContext } from '#lib/mail/notice-context.ts';
import { parseAccountRecord } from '#lib/mail/parse-account-record.ts';
import { sesMailer } from '#lib/mail/ses-mailer.ts';
import { keptTokens } from '#lib/reset/kept-tokens.ts';
import type { Reach } from '#lib/reset/reach.ts';
import { sendChangeNotice } from '#lib/reset/send-change-notice.ts';

const adapters = { accounts: accountsOfAllRealms, mailer: sesMailer, noticeTokens: dynamoNoticeTokens };
type Ports = Reach<TouchedBy<'mail/send-change-notice'>>;

export const handler = defineStreamJob('mail/send-change-notice', parseAccountRecord, adapters, (ports: Ports, settings) => {
  const kept = keptTokens();
  return {
    run: (job, now) => sendChangeNotice(ports, job, noticeContext(settings, kept, now)),
    countFailure: ({ account, noticeDue }) => ports.accounts.countNoticeFailure(account, noticeDue),
    giveUp: ({ account, noticeDue }, outcome) => ports.accounts.endNotice(account, noticeDue, { outcome, at: Date.now() }),
  };
});
