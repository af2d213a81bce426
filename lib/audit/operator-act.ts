import * as z from 'zod/mini';
import { realms } from '#lib/reset/ports.ts';
import { madeOnce } from '#lib/runtime/made-once.ts';
import type { AuditEvent } from './audit-event.ts';
import { makeEvent } from './make-event.ts';

/** What the command line hands over for each command. */
export const operatorAct = madeOnce(() =>
  z.object({
    /** Random, and the same each time that the same act is handed over. */
    actId: z.string(),
    /** Such as `resets revoke`. */
    command: z.string(),
    outcome: z.enum(['done', 'failed', 'partly-done']),
    realm: z.nullable(z.enum(realms)),
    /** Which account the command names. Null if it names none. */
    account: z.nullable(z.string()),
    /** The ARN of the operator's AWS credentials, or the user of the machine that runs the local stack. */
    who: z.string(),
    /** Epoch milliseconds. */
    at: z.number(),
  }),
);

export type OperatorAct = z.output<ReturnType<typeof operatorAct>>;

export function operatorEvent({ actId, command, outcome, realm, account, who, at }: OperatorAct): AuditEvent {
  return makeEvent({
    fact: [actId],
    at,
    what: 'operator-act',
    outcome,
    realm,
    account: account === null ? null : { id: account, tenant: null },
    who: { kind: 'operator', name: who },
    address: null,
    requestId: null,
    operation: command,
  });
}
