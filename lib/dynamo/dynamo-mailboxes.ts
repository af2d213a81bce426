import type { CountedMail, Mailboxes } from '#lib/reset/ports.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { type ItemKey, readItem } from './stored-item.ts';
import { updateIf } from './update-if.ts';

/** Not a part of `dynamoLimits`, because only the mailer may touch mailboxes, and no request function has to carry this code. */
export function dynamoMailboxes(settings: Settings): Mailboxes {
  return { countMail: (mail) => countMail(settings.limitsTable, mail) };
}

/** @param mailbox as `mailboxKey` names it */
export function mailboxLogKey(mailbox: string): ItemKey {
  return { window: `mailbox#${mailbox}` };
}

/**
 * The log of a mailbox (M13). The attributes t0, t1, … hold the times of the last mails, the latest first, and m0, m1, … their ids. Every counted mail
 * moves them on by one, as in `putResetRequest`. The mailbox is over its limit exactly if the time in the last place is within the window.
 *
 * A refused write is followed by a read, because it has two reasons: the mailbox is over its limit, or an earlier attempt of this mail was counted.
 */
async function countMail(table: string, { mailbox, mailId, maximum, windowMs, now }: CountedMail): Promise<boolean> {
  const key = mailboxLogKey(mailbox);
  const places = Array.from({ length: maximum }, (_, index) => index);
  const last = maximum - 1;
  const written = await updateIf({
    table,
    key,
    update: [
      'SET #t0 = :now, #m0 = :mailId, #deleteAfter = :deleteAfter',
      ...places
        .slice(1)
        .map((index) => `, #t${index} = if_not_exists(#t${index - 1}, :zero), #m${index} = if_not_exists(#m${index - 1}, :none)`),
    ].join(''),
    condition: [
      `(attribute_not_exists(#t${last}) OR #t${last} <= :windowStart)`,
      ...places.map((index) => `(attribute_not_exists(#m${index}) OR #m${index} <> :mailId)`),
    ].join(' AND '),
    values: {
      now,
      mailId,
      windowStart: now - windowMs,
      deleteAfter: Math.ceil((now + windowMs) / 1000) + keptAfterWindowSeconds,
      ...(maximum > 1 && { zero: 0, none: '' }),
    },
  });
  if (written) {
    return true;
  }
  const item = await readItem(table, key);
  return places.some((index) => item?.[`m${index}`]?.S === mailId);
}

const keptAfterWindowSeconds = 3600;
