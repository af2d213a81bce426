import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { auditSchemaText } from '#infra/audit-schema/audit-schema.ts';
import { auditEventSchema } from '#lib/audit/audit-event.ts';
import type { MailOutcome } from '#lib/reset/mail-outcome.ts';
import { inOneLine } from '#test/docs/pages.ts';

test('A7 the published schema is that of the code: after a change run npm run audit:schema', () => {
  expect(readFileSync('docs/audit-event.schema.json', 'utf8')).toBe(auditSchemaText());
});

test('A7 docs/audit.md explains every field and every value of what', () => {
  const page = inOneLine('docs/audit.md');
  const { shape } = auditEventSchema();
  const named = [...Object.keys(shape), ...(shape.what.def.entries ? Object.keys(shape.what.def.entries) : [])];
  expect(named.length).toBeGreaterThan(15);
  expect(named.filter((name) => !page.includes(`| \`${name}\` |`))).toEqual([]);
});

/** The compiler wants each of them here. */
const reasons: { readonly [reason in MailOutcome['reason']]: true } = {
  sent: true,
  'already-done': true,
  'too-old': true,
  revoked: true,
  'no-account': true,
  'no-address': true,
  'link-not-allowed': true,
  'account-closed': true,
  'undeliverable-address': true,
  'mailbox-full': true,
  'stopped-by-owner': true,
};

test('A7 docs/audit.md lists why a request is mailed to nobody', () => {
  const row = readFileSync('docs/audit.md', 'utf8').match(/^\| `reset-not-mailed` .*$/m)?.[0];
  // Both are stored only of a request that was mailed to somebody.
  const mailed = ['sent', 'already-done'];
  const missing = Object.keys(reasons).filter((reason) => !mailed.includes(reason) && !row?.includes(`\`${reason}\``));
  expect(missing).toEqual([]);
});
