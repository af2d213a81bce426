import { writeFileSync } from 'node:fs';
import { auditSchemaText } from './audit-schema.ts';

writeFileSync('docs/audit-event.schema.json', auditSchemaText());
