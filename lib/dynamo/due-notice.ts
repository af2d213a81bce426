import type { AccountReference } from '#lib/reset/ports.ts';
import { accountKey } from './account-item.ts';
import { countWhile, updateIf } from './update-if.ts';

/** As `Accounts.endNotice`. */
export async function endNotice(table: string, reference: AccountReference, noticeDue: number): Promise<void> {
  const update = 'REMOVE #noticeDue, #noticeLanguages, #noticeFailures';
  await updateIf({ ...stillDue(table, reference, noticeDue), update });
}

/** As `Accounts.countNoticeFailure`. */
export function countNoticeFailure(table: string, reference: AccountReference, noticeDue: number): Promise<number | undefined> {
  return countWhile(stillDue(table, reference, noticeDue), 'noticeFailures');
}

function stillDue(table: string, reference: AccountReference, noticeDue: number) {
  return { table, key: accountKey(reference), condition: '#noticeDue = :noticeDue', values: { noticeDue } };
}
