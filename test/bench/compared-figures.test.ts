import { expect, test } from '@jest/globals';
import { committedFigures, compare, summaryOf, thisMachine } from './compared-figures.ts';
import { comparisonLines } from './comparison-lines.ts';
import { atMost, type LoadedFigure, shown } from './figure.ts';

const day = new Date('2024-05-06T07:08:09Z');

/** One run, with these CPU ratio, throughput and round trips. */
function run(ratio: number, throughput: number, trips = 2): LoadedFigure[] {
  const cpu = { value: ratio * 40, limit: 40 };
  return [
    shown({ figure: 'cold import', subject: 'page/stop', unit: 'ms', value: 90, limit: 50, cpu }),
    shown({ figure: 'throughput', subject: 'npm start', unit: 'requests/s', value: throughput }),
    atMost({ figure: 'round trips', subject: 'page/stop', unit: 'round trips', value: trips }, 2),
    shown({ figure: 'E3 own table', subject: 'page/ask-for-link', unit: 'ms', value: ratio, limit: 1 }),
  ].map((figure) => ({ ...figure, load: 0.5 }));
}

const committed = summaryOf([run(1.1, 100), run(1.2, 90), run(1.15, 95)], [0.5, 0.6, 0.7], day);
const otherMachine = { ...thisMachine(), processor: 'another' };
const worseIn = (measured: LoadedFigure[], machine = thisMachine()) =>
  compare(measured, committed, machine).worse.map(({ figure }) => figure);

test('several whole runs give the lowest, the middle and the highest of each figure, and nothing of E3', () => {
  expect(committed).toMatchObject({ date: '2024-05-06', runs: 3, loads: [0.5, 0.6, 0.7], machine: { node: process.version } });
  expect(committed.figures).toEqual([
    { figure: 'cold import', subject: 'page/stop', kind: 'CPU ratio', lowest: 1.1, median: 1.15, highest: 1.2 },
    { figure: 'throughput', subject: 'npm start', kind: 'throughput', lowest: 90, median: 95, highest: 100 },
    { figure: 'round trips', subject: 'page/stop', kind: 'count', lowest: 2, median: 2, highest: 2 },
  ]);
});

test('a run within the noise is not worse, and one beyond it is', () => {
  expect(worseIn(run(1.3, 70))).toEqual([]);
  expect(worseIn(run(1.4, 95))).toEqual(['cold import']);
  expect(worseIn(run(1.1, 60))).toEqual(['throughput']);
  expect(worseIn(run(1.1, 95, 3))).toEqual(['round trips']);
});

test('a throughput beside its limit is worse if it sinks', () => {
  const beside = (value: number) => [
    { ...shown({ figure: 'shard', subject: 'mail', unit: 'requests/s' as const, value, limit: 100 }), load: 1 },
  ];
  const { figures, ...others } = summaryOf([beside(50)], [1], day);
  expect(figures).toMatchObject([{ kind: 'throughput ratio', median: 0.5 }]);
  expect([40, 60].map((value) => compare(beside(value), { ...others, figures }).worse.length)).toEqual([1, 0]);
});

test('on another machine only ratios, counts and bytes are compared', () => {
  expect(worseIn(run(1.4, 60, 3), otherMachine)).toEqual(['cold import', 'round trips']);
  expect(compare(run(1.1, 60), committed, otherMachine)).toMatchObject({ compared: 2, skipped: 1 });
});

test('the lines name what got worse, and what has no committed figure', () => {
  expect(comparisonLines(run(1.1, 95), committed)).toEqual([
    'Nothing is worse than on 2024-05-06 (3 runs, load 0.5, 0.6, 0.7) by more than the noise: 3 figures compared.',
  ]);
  expect(comparisonLines(run(1.5, 95), { ...committed, figures: committed.figures.slice(0, 2) })).toEqual([
    'Worse than on 2024-05-06 (3 runs, load 0.5, 0.6, 0.7) by more than the noise, 1 of 2 figures:',
    '  cold import, page/stop: CPU ratio 1.5, then 1.1 to 1.2',
    'test/bench/figures.json lacks 1 figure:',
    '  round trips, page/stop',
  ]);
  expect(comparisonLines(run(1, 95), undefined).join()).toContain('there is no test/bench/figures.json yet');
});

test('there may be no committed figures', async () => {
  await expect(committedFigures('test/bench/no-figures.json')).resolves.toBeUndefined();
});
