import type { Cause, OwnerStop, Settlement } from '#lib/reset/ports.ts';

/**
 * What only the audit function reads (A7). Each is part of a write that happens anyway, so that no request waits for its record. `passwordSet` is there
 * until the notice has ended.
 */
export function passwordSet(at: number, cause: Cause | undefined) {
  const { by, actor, address, requestId } = cause ?? unknown;
  return { at, by, actor, address, requestId };
}

/**
 * What became of the request with this sequence. Beside it, `settledUnder` holds the nonce that the item had then. Each request brings another nonce,
 * so the two are the same only until the next request. A request could also remove `settled`, but then a function that takes requests could write it
 * too, and with it a record of a mail that never went out (A4).
 */
export function settled(sequence: number, { outcome, mailed, at }: Settlement) {
  return { sequence, outcome, at, mailed: mailed.map(({ id, tenant }) => ({ id, tenant })) };
}

const unknown = { by: null, actor: null, address: null, requestId: null };

/** That the owner stopped something from a mail. */
export function ownerStop(what: 'request-cancelled' | 'account-closed', { address, requestId, now }: OwnerStop) {
  return { what, at: now, address, requestId };
}
