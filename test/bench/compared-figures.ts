import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import * as z from 'zod/mini';
import type { LoadedFigure } from './figure.ts';
import { isWorse, type Spread, spreadOf } from './statistics.ts';

/** The figures of the last quiet runs, which are committed. */
export const figuresFile = 'test/bench/figures.json';

/** What of a figure is compared. Ratios hold on any machine, and so does what is counted. */
const kinds = ['CPU ratio', 'ratio', 'throughput ratio', 'count', 'bytes', 'time', 'throughput'] as const;
type Kind = (typeof kinds)[number];

/** A kind that another machine changes is compared only if the machine is the same. */
const rules: { readonly [kind in Kind]: { better: 'lower' | 'higher'; leastShare: number; holdsAnywhere: boolean } } = {
  'CPU ratio': { better: 'lower', leastShare: 0.1, holdsAnywhere: true },
  ratio: { better: 'lower', leastShare: 0.15, holdsAnywhere: true },
  'throughput ratio': { better: 'higher', leastShare: 0.15, holdsAnywhere: true },
  count: { better: 'lower', leastShare: 0, holdsAnywhere: true },
  bytes: { better: 'lower', leastShare: 0.01, holdsAnywhere: true },
  time: { better: 'lower', leastShare: 0.25, holdsAnywhere: false },
  throughput: { better: 'higher', leastShare: 0.25, holdsAnywhere: false },
};

const number = z.number();
const machineSchema = z.object({ processor: z.string(), processors: number, node: z.string() });
const comparedSchema = z.object({
  figure: z.string(),
  subject: z.string(),
  kind: z.enum(kinds),
  lowest: number,
  median: number,
  highest: number,
});
const committedSchema = z.object({
  date: z.string(),
  machine: machineSchema,
  runs: number,
  loads: z.array(number),
  figures: z.array(comparedSchema),
});

type ComparedFigure = z.infer<typeof comparedSchema>;
export type CommittedFigures = z.infer<typeof committedSchema>;

/** This machine, without its name. */
export function thisMachine(): CommittedFigures['machine'] {
  return { processor: cpus()[0]?.model ?? 'unknown', processors: availableParallelism(), node: process.version };
}

/** @returns undefined if there is no file yet */
export async function committedFigures(file = figuresFile): Promise<CommittedFigures | undefined> {
  return existsSync(file) ? z.parse(committedSchema, JSON.parse(await readFile(file, 'utf8'))) : undefined;
}

/**
 * Puts together what whole runs measured.
 *
 * @param loads the load of the machine at the end of each run
 */
export function summaryOf(runs: readonly (readonly LoadedFigure[])[], loads: readonly number[], date: Date): CommittedFigures {
  const [first = []] = runs;
  const figures = first.flatMap(({ figure, subject }) => {
    const values = runs.flatMap((run) => run.filter((each) => isSame(each, { figure, subject })).flatMap(comparable));
    const [{ kind } = { kind: undefined }] = values;
    return kind === undefined ? [] : [{ figure, subject, kind, ...rounded(spreadOf(values.map(({ value }) => value))) }];
  });
  return { date: date.toISOString().slice(0, 10), machine: thisMachine(), runs: runs.length, loads: [...loads], figures };
}

export type Comparison = {
  worse: readonly (ComparedFigure & { value: number })[];
  compared: number;
  /** They depend on the machine, and this is another one. */
  skipped: number;
  /** Figures of this run that have no committed figure. */
  unknown: readonly { figure: string; subject: string }[];
};

/** Compares a run with the committed figures. */
export function compare(run: readonly LoadedFigure[], { machine, figures }: CommittedFigures, here = thisMachine()): Comparison {
  const isSameMachine =
    machine.processor === here.processor && machine.processors === here.processors && machine.node === here.node;
  const pairs = run.flatMap((each) => {
    const earlier = figures.find((known) => isSame(known, each));
    return comparable(each).map(({ kind, value }) => ({
      ...each,
      kind,
      value,
      earlier: earlier?.kind === kind ? earlier : undefined,
    }));
  });
  const known = pairs.flatMap(({ earlier, value }) => (earlier === undefined ? [] : [{ ...earlier, value }]));
  const compared = known.filter(({ kind }) => isSameMachine || rules[kind].holdsAnywhere);
  return {
    worse: compared.filter(({ kind, value, ...earlier }) => isWorse(value, earlier, rules[kind].better, rules[kind].leastShare)),
    compared: compared.length,
    skipped: known.length - compared.length,
    unknown: pairs.filter(({ earlier }) => earlier === undefined).map(({ figure, subject }) => ({ figure, subject })),
  };
}

/** What to compare of a figure. Nothing of E3: it has a test of its own, and neither direction is better. */
function comparable({ figure, value, unit, limit, cpu }: LoadedFigure): { kind: Kind; value: number }[] {
  const made = (kind: Kind, of: number) => (Number.isFinite(of) ? [{ kind, value: of }] : []);
  if (figure.startsWith('E3')) {
    return [];
  }
  if (unit === 'bytes') {
    return made('bytes', value);
  }
  if (unit === 'round trips' || unit === 'calls' || unit === 'errors') {
    return made('count', value);
  }
  if (cpu !== undefined) {
    return made('CPU ratio', cpu.value / cpu.limit);
  }
  if (limit !== undefined) {
    return made(unit.endsWith('/s') ? 'throughput ratio' : 'ratio', value / limit);
  }
  return unit.endsWith('/s') ? made('throughput', value) : made('time', value);
}

type Named = { figure: string; subject: string };

function isSame(one: Named, other: Named): boolean {
  return one.figure === other.figure && one.subject === other.subject;
}

function rounded({ lowest, median, highest }: Spread): Spread {
  return { lowest: Number(short(lowest)), median: Number(short(median)), highest: Number(short(highest)) };
}

/** Four digits say more than any run does, except for counts and bytes. */
export function short(value: number): string {
  return `${Number.isInteger(value) ? value : Number(value.toPrecision(4))}`;
}
