import { contractRows, idsOf, promises } from './promises.ts';

/**
 * Lists, after a run of a whole lane, how many tests passed for each promise and each row of the contracts. The fast lane fails when one has none; so
 * `npm run check`, which runs both lanes, has all of them. A test belongs to an id when its title, or that of a group around it, begins with it. The
 * tests of the adapters in memory do not count: they prove nothing about what is deployed.
 */
// biome-ignore lint/style/noDefaultExport: so jest wants it
export default class PromisesReporter {
  readonly #isWholeRun: boolean;
  #missing: readonly string[] = [];

  constructor({ testPathPatterns, testNamePattern, onlyChanged }: GlobalConfig) {
    this.#isWholeRun = testPathPatterns.patterns.length === 0 && !testNamePattern && !onlyChanged;
  }

  onRunComplete(_contexts: unknown, { testResults, wasInterrupted }: Results): void {
    if (!this.#isWholeRun || wasInterrupted) {
      return;
    }
    const proving = testResults.filter(({ testFilePath }) => !testFilePath.includes('/test/memory/'));
    const passed = proving.flatMap((file) => file.testResults).filter(({ status }) => status === 'passed');
    const counts = Map.groupBy(
      passed.flatMap(({ ancestorTitles, title }) => [...new Set([...ancestorTitles, title].flatMap(idsOf))]),
      (id) => id,
    );
    for (const ids of [promises, contractRows]) {
      console.log(ids.map((id) => `${id} ${counts.get(id)?.length ?? 0}`).join(', '));
    }
    const isFastLane = process.env.TEST_LANE !== 'slow';
    this.#missing = [...promises, ...contractRows].filter((id) => isFastLane && !counts.has(id));
  }

  getLastError(): Error | undefined {
    return this.#missing.length > 0 ? new Error(`no test shows ${this.#missing.join(', ')}`) : undefined;
  }
}

type GlobalConfig = { testPathPatterns: { patterns: readonly string[] }; testNamePattern?: string; onlyChanged: boolean };

type Results = {
  wasInterrupted: boolean;
  testResults: { testFilePath: string; testResults: { status: string; ancestorTitles: string[]; title: string }[] }[];
};
