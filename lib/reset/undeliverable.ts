/** Why an address gets no reset mails, and since when. */
export type Undeliverable = {
  /** The account's address at that time. An account that has another address by now gets its mail. */
  address: string;
  cause: UndeliverableCause;
  /** Epoch milliseconds, by Rekey's own clock: the times in a report come from the mail server that sent it. */
  since: number;
};

export const undeliverableCauses = ['bounce', 'complaint'] as const;
export type UndeliverableCause = (typeof undeliverableCauses)[number];

/**
 * When the mark ends by itself, in epoch milliseconds; null if only the operator ends it. Servers reject mail for reasons that pass, and someone
 * who was marked by mistake must not depend on an operator. A complaint is what the reader wants.
 */
export function undeliverableUntil({ cause, since }: Undeliverable): number | null {
  return cause === 'bounce' ? since + bounceLasts : null;
}

/** 30 days. */
const bounceLasts = 30 * 86_400_000;
