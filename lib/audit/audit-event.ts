import * as z from 'zod/mini';
import { type Realm, realms } from '#lib/reset/ports.ts';

/** Grows by one when a field changes its meaning, gets new fixed values or goes away. A new field leaves it as it is. */
export const auditVersion = 1;

/** The schema of an audit event (A7). docs/audit-event.schema.json is made from it, and docs/audit.md explains it. */
export function auditEventSchema() {
  const text = z.string();
  return z.looseObject({
    version: z.literal(auditVersion),
    id: text.check(z.regex(/^[0-9a-f]{32}$/)),
    time: text.check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)),
    what: z.enum(whats),
    outcome: text,
    realm: z.nullable(z.enum(realms)),
    account: z.nullable(z.object({ id: text, tenant: z.nullable(text) })),
    who: z.object({ kind: z.enum(kinds), name: z.nullable(text) }),
    address: z.nullable(text),
    requestId: z.nullable(text),
    operation: z.nullable(text),
  });
}

export type AuditEvent = {
  version: typeof auditVersion;
  id: string;
  /** ISO 8601, in UTC. */
  time: string;
  what: (typeof whats)[number];
  outcome: string;
  realm: Realm | null;
  account: { id: string; tenant: string | null } | null;
  who: { kind: (typeof kinds)[number]; name: string | null };
  address: string | null;
  requestId: string | null;
  operation: string | null;
};

const whats = [
  'reset-asked',
  'reset-mailed',
  'reset-not-mailed',
  'reset-refused',
  'password-set',
  'notice-sent',
  'notice-not-sent',
  'request-cancelled',
  'account-closed',
  'operator-act',
] as const;

const kinds = ['anyone', 'application', 'administrator', 'owner', 'operator', 'rekey'] as const;
