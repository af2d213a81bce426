import { sha256 } from '#lib/reset/token.ts';
import { type AuditEvent, auditVersion } from './audit-event.ts';

type Given = Omit<AuditEvent, 'version' | 'id' | 'time'> & {
  /** What is the same for each delivery of the same fact, and for no other fact. */
  fact: readonly unknown[];
  /** Epoch milliseconds. */
  at: number;
};

/** Makes an event whose id is the same each time that its record is delivered. */
export function makeEvent({ fact, at, ...fields }: Given): AuditEvent {
  const id = sha256(JSON.stringify([fields.what, ...fact])).slice(0, 32);
  return { version: auditVersion, id, time: new Date(at).toISOString(), ...fields };
}

/** Rekey itself acts: it sends a mail. */
export const rekey: AuditEvent['who'] = { kind: 'rekey', name: null };
