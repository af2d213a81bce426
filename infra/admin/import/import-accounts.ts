import { atMost } from '#infra/admin/iterables.ts';
import { readImported } from '#lib/dynamo/operator/import-account.ts';
import type { BadLines } from './bad-lines.ts';
import type { Counts } from './import-progress.ts';
import { BadLine, parseLine } from './parse-line.ts';
import type { ParsedAccount } from './parsed-account.ts';
import type { Line } from './read-lines.ts';
import { type StoreRules, storeLine } from './store-line.ts';

type Numbered = { number: number; parsed: ParsedAccount };

const linesPerBatch = 100;
const writesAtOnce = 32;

/** Lines a hundred at a time: as many as DynamoDB reads at once. */
export async function* inBatches(lines: AsyncIterable<Line>): AsyncGenerator<readonly Line[]> {
  let batch: Line[] = [];
  for await (const line of lines) {
    batch.push(line);
    if (batch.length === linesPerBatch) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) {
    yield batch;
  }
}

/**
 * Imports some lines: one read for all of them, then one write for each that says something new. All of them are dealt with when it is over.
 *
 * @returns the counts with these lines in them
 */
export async function importBatch(
  batch: readonly Line[],
  before: Counts,
  badLines: BadLines,
  rules: StoreRules,
): Promise<Counts> {
  const counts = { ...before, lines: before.lines + batch.length };
  const faults: { number: number; reason: string }[] = [];
  const good = parseAll(batch, rules, faults);
  const { settings, realm } = rules;
  const ids = [...good.keys()];
  const found = await readImported(
    settings,
    ids.map((id) => ({ realm, id })),
  );
  await atMost(writesAtOnce, good, async ([id, [first, ...later]]) => {
    await storeOne(first, found.get(id), rules, counts, faults);
    // The same account again: in the order of the file, the last one wins.
    for (const again of later) {
      const now = await readImported(settings, [{ realm, id }]);
      await storeOne(again, now.get(id), rules, counts, faults);
    }
  });
  for (const { number, reason } of faults.toSorted((a, b) => a.number - b.number)) {
    await badLines.add(number, reason);
  }
  return { ...counts, bad: counts.bad + faults.length };
}

/** The good lines by account. */
function parseAll(
  batch: readonly Line[],
  { realm }: StoreRules,
  faults: { number: number; reason: string }[],
): ReadonlyMap<string, [Numbered, ...Numbered[]]> {
  const good = new Map<string, [Numbered, ...Numbered[]]>();
  for (const { number, text, fault } of batch) {
    if (text === '') {
      continue;
    }
    try {
      if (text === undefined) {
        throw new BadLine(fault);
      }
      const parsed = parseLine(realm, text);
      const same = good.get(parsed.id);
      if (same === undefined) {
        good.set(parsed.id, [{ number, parsed }]);
      } else {
        same.push({ number, parsed });
      }
    } catch (error) {
      if (!(error instanceof BadLine)) {
        throw error;
      }
      faults.push({ number, reason: error.message });
    }
  }
  return good;
}

async function storeOne(
  { number, parsed }: Numbered,
  found: Parameters<typeof storeLine>[1],
  rules: StoreRules,
  counts: Counts,
  faults: { number: number; reason: string }[],
): Promise<void> {
  try {
    const { done, keepsPassword } = await storeLine(parsed, found, rules);
    counts[done]++;
    if (keepsPassword) {
      counts.passwordsKept++;
    }
    if (parsed.password.isForeign) {
      counts.passwordsLeftOut++;
    }
  } catch (error) {
    if (!(error instanceof BadLine)) {
      throw error;
    }
    faults.push({ number, reason: error.message });
  }
}
