import { accountsOfAllRealms } from '#lib/accounts/all-realms.ts';
import { defineStreamJob } from '#lib/mail/define-stream-job.ts';
import type { TouchedBy } from '#lib/mail/mail-functions.ts';
import { changeNoticeMail } from '#lib/mail/messages/change-notice-mail.ts';
import { parseAccountRecord } from '#lib/mail/parse-account-record.ts';
import { sesMailer } from '#lib/mail/ses-mailer.ts';
import type { Reach } from '#lib/reset/reach.ts';
import { sendChangeNotice } from '#lib/reset/send-change-notice.ts';

const adapters = { accounts: accountsOfAllRealms, mailer: sesMailer };
type Ports = Reach<TouchedBy<'mail/send-change-notice'>>;

export const handler = defineStreamJob('mail/send-change-notice', parseAccountRecord, adapters, (ports: Ports, settings) => ({
  run: (job, now) => sendChangeNotice(ports, job, (notice) => changeNoticeMail(notice, settings), now),
  countFailure: ({ account, noticeDue }) => ports.accounts.countNoticeFailure(account, noticeDue),
  giveUp: ({ account, noticeDue }, outcome) => ports.accounts.endNotice(account, noticeDue, { outcome, at: Date.now() }),
}));
