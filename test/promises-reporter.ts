import { contractRows, idsOf, promises } from './promises.ts';

/**
 * Lists, after a run of all tests, how many tests there are for each promise and each row of the contracts, and fails the run when one has none.
 * A test belongs to an id when its title, or that of a group around it, begins with it.
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
    const passed = testResults.flatMap((file) => file.testResults).filter(({ status }) => status === 'passed');
    const counts = Map.groupBy(
      passed.flatMap(({ ancestorTitles, title }) => [...new Set([...ancestorTitles, title].flatMap(idsOf))]),
      (id) => id,
    );
    for (const ids of [promises, contractRows]) {
      console.log(ids.map((id) => `${id} ${counts.get(id)?.length ?? 0}`).join(', '));
    }
    this.#missing = [...promises, ...contractRows].filter((id) => !counts.has(id));
  }

  getLastError(): Error | undefined {
    return this.#missing.length > 0 ? new Error(`no test shows ${this.#missing.join(', ')}`) : undefined;
  }
}

type GlobalConfig = { testPathPatterns: { patterns: readonly string[] }; testNamePattern?: string; onlyChanged: boolean };

type Results = {
  wasInterrupted: boolean;
  testResults: { testResults: { status: string; ancestorTitles: string[]; title: string }[] }[];
};
