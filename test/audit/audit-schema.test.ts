import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { auditSchemaText } from '#infra/audit-schema/audit-schema.ts';
import { auditEventSchema } from '#lib/audit/audit-event.ts';
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
