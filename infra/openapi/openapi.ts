import { writeFileSync } from 'node:fs';
import { makeOpenApi } from './make-openapi.ts';

writeFileSync('openapi.json', makeOpenApi());
