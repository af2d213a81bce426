import type { Cause, OwnerStop, Settlement } from '#lib/reset/ports.ts';

/**
 * What only the audit function reads (A7). Each is part of a write that happens anyway, so that no request waits for its record. `passwordSet` is there
 * until the notice has ended.
 */
export function passwordSet(at: number, cause: Cause | undefined) {
  const { by, actor, address, requestId } = cause ?? unknown;
  return { at, by, actor, address, requestId };
}

/** What became of the request with this sequence. The next request removes it, so an image that has it is that of the write that settled one. */
export function settled(sequence: number, { outcome, mailed, at }: Settlement) {
  return { sequence, outcome, at, mailed: mailed.map(({ id, tenant }) => ({ id, tenant })) };
}

const unknown = { by: null, actor: null, address: null, requestId: null };

/** That the owner stopped something from a mail. */
export function ownerStop(what: 'request-cancelled' | 'account-closed', { address, requestId, now }: OwnerStop) {
  return { what, at: now, address, requestId };
}
