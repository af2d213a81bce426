import type { AccountReference, NoticeEnding } from '#lib/reset/ports.ts';
import { accountKey } from './account-item.ts';
import { countWhile, updateIf } from './update-if.ts';

/** As `Accounts.endNotice`. */
export async function endNotice(
  table: string,
  reference: AccountReference,
  noticeDue: number,
  { outcome, at }: NoticeEnding,
): Promise<void> {
  const update = 'SET #noticeEnded = :ended REMOVE #noticeDue, #noticeLanguages, #noticeFailures, #passwordSet';
  const due = stillDue(table, reference, noticeDue);
  await updateIf({ ...due, update, values: { ...due.values, ended: { outcome, at, noticeDue } } });
}

/** As `Accounts.countNoticeFailure`. */
export function countNoticeFailure(table: string, reference: AccountReference, noticeDue: number): Promise<number | undefined> {
  return countWhile(stillDue(table, reference, noticeDue), 'noticeFailures');
}

function stillDue(table: string, reference: AccountReference, noticeDue: number) {
  return { table, key: accountKey(reference), condition: '#noticeDue = :noticeDue', values: { noticeDue } };
}
