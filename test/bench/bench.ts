import { availableParallelism, loadavg } from 'node:os';
import { Command } from 'commander';
import { version } from '#infra/version.ts';
import { benchParts } from './bench-parts.ts';
import { printCosts, usageOf } from './cost-of-resets.ts';
import { type LoadedFigure, printFigure, printHeading } from './figure.ts';

/**
 * `npm run bench` prints every figure beside its limit from the same run, as soon as it has it. `--only <part>` runs one part, and may be given several
 * times. With `--json`, the output is JSON, and the lines go to the error output. It fails only if E3 is not met.
 */
Object.assign(process.env, {
  REKEY_CONCEAL_STUDIO_ACCOUNTS: 'true',
  REKEY_REQUESTS_PER_FIVE_MINUTES: '1000000',
  REKEY_BCRYPT_COST: '10',
});
const values = new Command('npm run bench --')
  .version(version, '--version', 'print the version of Rekey')
  .option('--json', 'print JSON, and the lines to the error output')
  .option('--only <parts...>', 'measure only these parts')
  .parse()
  .opts<{ json?: true; only?: string[] }>();
const print = values.json ? console.error : console.log;
const loadBefore = loadavg();
const startedAt = performance.now();

const bench = benchParts('build/bench');
const parts = chosenParts();
const figures: LoadedFigure[] = [];
printHeading(print);
for (const { measure } of parts) {
  for (const figure of await withoutOutput(measure)) {
    const [load = Number.NaN] = loadavg();
    figures.push({ ...figure, load });
    printFigure({ ...figure, load }, print);
  }
}
bench.stop();

const circumstances = {
  node: process.version,
  processors: availableParallelism(),
  loadBefore,
  loadAfter: loadavg(),
  seconds: Math.round((performance.now() - startedAt) / 1000),
};
const resets = parts.some(({ name }) => name === 'resets') ? await bench.resets() : [];
if (values.json) {
  const used = resets.map((reset) => ({ ...reset, usage: usageOf(reset) }));
  console.log(JSON.stringify({ circumstances, figures, resets: used }, undefined, 2));
} else {
  if (resets.length > 0) {
    printCosts(resets);
  }
  print(`\n${JSON.stringify(circumstances)}`);
}
process.exit(figures.some(({ figure, isMet }) => figure.startsWith('E3') && !isMet) ? 1 : 0);

function chosenParts() {
  const { only = bench.parts.filter(({ isSlow }) => !isSlow).map(({ name }) => name) } = values;
  const unknown = only.filter((name) => !bench.parts.some((part) => part.name === name));
  if (unknown.length > 0) {
    const known = [...new Set(bench.parts.map(({ name }) => name))];
    console.error(`There is no part ${unknown.join(', ')}. The parts are ${known.join(', ')}.`);
    process.exit(2);
  }
  return bench.parts.filter(({ name }) => only.includes(name));
}

/** Discards the output of this process during the work. The functions write their log, which is part of their work, but nobody reads it. */
async function withoutOutput<T>(work: () => Promise<T>): Promise<T> {
  const { write } = process.stdout;
  process.stdout.write = () => true;
  try {
    return await work();
  } finally {
    process.stdout.write = write;
  }
}
