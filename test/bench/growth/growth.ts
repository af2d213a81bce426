import { readFileSync, writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { synthesise } from '#test/infra/stack/template.ts';
import { growthTables, oneProduct } from './growth-tables.ts';

const page = 'docs/growth.md';

const { write } = new Command('npm run growth --')
  .description(`Prints the tables of ${page} for the default deployment.`)
  .option('--write', `put them into ${page}`)
  .parse()
  .opts<{ write?: true }>();

const tables = growthTables(synthesise(), synthesise(oneProduct)).join('\n').split('\n\n');
if (write) {
  let at = 0;
  const anyTable = /^\|.*(?:\n\|.*)*/gm;
  writeFileSync(
    page,
    readFileSync(page, 'utf8').replace(anyTable, (old) => tables[at++] ?? old),
  );
} else {
  console.log(tables.join('\n\n'));
}
