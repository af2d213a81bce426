import { gather } from '#infra/admin/iterables.ts';
import { type DueNotice, listDueNotices, wakeMailer } from '#lib/dynamo/operator/list-due-notices.ts';
import type { Settings } from '#lib/settings/settings.ts';

/** A notice that is younger than this is on its way. */
const lateMinutes = 5;

/** The notices that are due and late, the oldest first. */
export async function dueNotices(settings: Settings, now: number): Promise<readonly DueNotice[]> {
  const due = await gather(listDueNotices(settings));
  return due
    .filter(({ noticeDue }) => noticeDue < now - lateMinutes * 60_000)
    .toSorted((one, other) => one.noticeDue - other.noticeDue);
}

/** @returns how many of them the mailer has now; the others were sent in the meantime */
export async function orderAgain(settings: Settings, due: readonly DueNotice[]): Promise<number> {
  let ordered = 0;
  for (const notice of due) {
    ordered += (await wakeMailer(settings, notice)) ? 1 : 0;
  }
  return ordered;
}
