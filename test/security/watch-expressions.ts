/** A regular expression that ran on a text over 1,000 characters. */
export type LongRun = { source: string; length: number };

const longText = 1_000;

/** Records every regular expression that runs on a long text while `work` runs. It counts runs and not time, so the result is the same on every machine. */
export async function watchExpressions(work: () => Promise<unknown>): Promise<readonly LongRun[]> {
  const runs: LongRun[] = [];
  const prototype = RegExp.prototype;
  const names = ['exec', 'test', Symbol.replace, Symbol.split, Symbol.match, Symbol.matchAll, Symbol.search] as const;
  const originals = names.map((name) => Object.getOwnPropertyDescriptor(prototype, name) ?? {});
  for (const [index, name] of names.entries()) {
    const original: unknown = originals[index]?.value;
    if (typeof original !== 'function') {
      continue;
    }
    Object.defineProperty(prototype, name, {
      ...originals[index],
      value: function (this: RegExp, text: unknown, ...others: unknown[]): unknown {
        if (typeof text === 'string' && text.length > longText) {
          runs.push({ source: this.source, length: text.length });
        }
        return Reflect.apply(original, this, [text, ...others]);
      },
    });
  }
  try {
    await work();
  } finally {
    for (const [index, name] of names.entries()) {
      Object.defineProperty(prototype, name, originals[index] ?? {});
    }
  }
  return runs;
}
