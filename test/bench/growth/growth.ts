import { synthesise } from '#test/infra/stack/template.ts';
import { growthTables, oneProduct } from './growth-tables.ts';

/** `npm run growth` prints the tables of docs/growth.md for the default deployment. */
console.log(growthTables(synthesise(), synthesise(oneProduct)).join('\n'));
