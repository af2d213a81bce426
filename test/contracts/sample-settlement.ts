import type { NoticeEnding, Settlement } from '#lib/reset/ports.ts';

/** How a request ended that was mailed to nobody. */
export function sampleSettlement(outcome = 'no-account'): Settlement {
  return { outcome, mailed: [], at: 1_700_000_000_000 };
}

export const noticeSent: NoticeEnding = { outcome: 'sent', at: 1_700_000_000_000 };
