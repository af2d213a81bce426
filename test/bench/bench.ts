import { writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { Command, Option } from 'commander';
import { version } from '#infra/version.ts';
import { benchParts } from './bench-parts.ts';
import { committedFigures, compare, figuresFile, summaryOf, thisMachine } from './compared-figures.ts';
import { comparisonLines } from './comparison-lines.ts';
import { printCosts, usageOf } from './cost-of-resets.ts';
import { type LoadedFigure, printFigure, printHeading } from './figure.ts';

/**
 * `npm run bench` prints every figure beside its limit from the same run, as soon as it has it, and at the end what is worse than the committed figures.
 * `--only <part>` runs one part, and may be given several times. `--write` runs all parts three times and writes their figures to `figures.json`. With
 * `--json`, the output is JSON, and the lines go to the error output. It fails only if E3 is not met.
 */
const writtenRuns = 3;
Object.assign(process.env, {
  REKEY_CONCEAL_STUDIO_ACCOUNTS: 'true',
  REKEY_REQUESTS_PER_FIVE_MINUTES: '1000000',
  REKEY_BCRYPT_COST: '10',
});
const values = new Command('npm run bench --')
  .version(version, '--version', 'print the version of Rekey')
  .option('--json', 'print JSON, and the lines to the error output')
  .option('--only <parts...>', 'measure only these parts')
  .addOption(new Option('--write', `measure everything ${writtenRuns} times and write ${figuresFile}`).conflicts('only'))
  .parse()
  .opts<{ json?: true; only?: string[]; write?: true }>();
const print = values.json ? console.error : console.log;
const loadBefore = loadavg();
const startedAt = performance.now();

const bench = benchParts('build/bench');
const parts = chosenParts();
const seconds = new Map<string, number>();
const runs: LoadedFigure[][] = [];
const loads: number[] = [];
for (let run = 0; run < (values.write ? writtenRuns : 1); run++) {
  printHeading(print);
  runs.push(await measureOnce());
  loads.push(loadNow());
}
const figures = runs.flat();
bench.stop();

const committed = values.write ? await writeFigures() : await committedFigures();
const circumstances = {
  ...thisMachine(),
  loadBefore,
  loadAfter: loadavg(),
  seconds: Math.round((performance.now() - startedAt) / 1000),
  secondsOfParts: Object.fromEntries([...seconds].map(([name, took]) => [name, Math.round(took)])),
};
const resets = parts.some(({ name }) => name === 'resets') ? await bench.resets() : [];
if (values.json) {
  const used = resets.map((reset) => ({ ...reset, usage: usageOf(reset) }));
  const comparison = committed && !values.write ? compare(figures, committed) : undefined;
  console.log(JSON.stringify({ circumstances, figures, resets: used, comparison }, undefined, 2));
} else {
  if (resets.length > 0) {
    printCosts(resets);
  }
  print(`\n${JSON.stringify(circumstances)}`);
}
const conclusion = values.write ? [`Wrote ${figuresFile}.`] : comparisonLines(figures, committed);
print(`\n${conclusion.join('\n')}`);
process.exit(figures.some(({ figure, isMet }) => figure.startsWith('E3') && !isMet) ? 1 : 0);

async function measureOnce(): Promise<LoadedFigure[]> {
  const measured: LoadedFigure[] = [];
  for (const { name, measure } of parts) {
    const partStartedAt = performance.now();
    for (const figure of await withoutOutput(measure)) {
      const loaded = { ...figure, load: loadNow() };
      measured.push(loaded);
      printFigure(loaded, print);
    }
    seconds.set(name, (seconds.get(name) ?? 0) + (performance.now() - partStartedAt) / 1000);
  }
  return measured;
}

function loadNow(): number {
  return Number((loadavg()[0] ?? Number.NaN).toFixed(1));
}

async function writeFigures(): Promise<undefined> {
  await writeFile(figuresFile, `${JSON.stringify(summaryOf(runs, loads, new Date()), undefined, 2)}\n`);
}

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
