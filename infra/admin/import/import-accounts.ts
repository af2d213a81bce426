import { atMost } from '#infra/admin/iterables.ts';
import { type ImportedAccount, readImported } from '#lib/dynamo/operator/import-account.ts';
import type { Realm } from '#lib/reset/ports.ts';
import type { BadLines } from './bad-lines.ts';
import type { Counts } from './import-progress.ts';
import { BadLine, parseLine } from './parse-line.ts';
import type { ParsedAccount } from './parsed-account.ts';
import type { Line } from './read-lines.ts';
import { rekeyFormer } from './rekey-former.ts';
import { type Stored, type StoreRules, storeLine } from './store-line.ts';

type ParsedLine = { number: number; parsed: ParsedAccount };

type BadResult = { number: number; reason: string };

type Result = BadResult | (Stored & { leavesPasswordOut: boolean });

const linesPerBatch = 100;
const writesAtOnce = 32;

/** Groups lines by a hundred, which is how many items DynamoDB reads at once. */
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
 * Imports some lines with one read for all of them, then one write for each line that changes something. All lines are stored, or added to
 * the bad ones, when it resolves.
 *
 * @returns the counts including these lines
 */
export async function importBatch(
  batch: readonly Line[],
  before: Counts,
  badLines: BadLines,
  rules: StoreRules,
): Promise<Counts> {
  const { good, bad } = parseAll(batch, rules.realm);
  const results: Result[] = [...bad];
  const { settings, realm } = rules;
  const ids = [...good.keys()];
  const found = await readImported(
    settings,
    ids.map((id) => ({ realm, id })),
  );
  const missing = [...good].flatMap(([id, [{ parsed }]]) => (found.has(id) ? [] : [parsed]));
  const rekeyed = await rekeyFormer(missing, rules);
  await atMost(writesAtOnce, good, async ([id, [first, ...later]]) => {
    results.push(await storeOne(first, found.get(id) ?? rekeyed.get(id), rules));
    // The same account again. They are stored in the order of the file, so the last one wins.
    for (const again of later) {
      const now = await readImported(settings, [{ realm, id }]);
      results.push(await storeOne(again, now.get(id), rules));
    }
  });
  for (const { number, reason } of results.filter(isBad).toSorted((a, b) => a.number - b.number)) {
    await badLines.add(number, reason);
  }
  return results.reduce(counted, { ...before, lines: before.lines + batch.length });
}

/** The good lines by account, and the bad ones. */
function parseAll(
  batch: readonly Line[],
  realm: Realm,
): { good: ReadonlyMap<string, [ParsedLine, ...ParsedLine[]]>; bad: readonly BadResult[] } {
  const good = new Map<string, [ParsedLine, ...ParsedLine[]]>();
  const bad: BadResult[] = [];
  for (const { number, text, fault } of batch) {
    if (text === undefined) {
      bad.push({ number, reason: fault });
    } else if (text !== '') {
      try {
        const parsed = parseLine(realm, text);
        const earlier = good.get(parsed.id);
        if (earlier === undefined) {
          good.set(parsed.id, [{ number, parsed }]);
        } else {
          earlier.push({ number, parsed });
        }
      } catch (error) {
        bad.push(badResult(number, error));
      }
    }
  }
  return { good, bad };
}

async function storeOne({ number, parsed }: ParsedLine, found: ImportedAccount | undefined, rules: StoreRules): Promise<Result> {
  try {
    return { ...(await storeLine(parsed, found, rules)), leavesPasswordOut: parsed.password.isForeign };
  } catch (error) {
    return badResult(number, error);
  }
}

/** @throws what is not the fault of the line */
function badResult(number: number, error: unknown): BadResult {
  if (!(error instanceof BadLine)) {
    throw error;
  }
  return { number, reason: error.message };
}

function isBad(result: Result): result is BadResult {
  return 'reason' in result;
}

function counted(counts: Counts, result: Result): Counts {
  if (isBad(result)) {
    return { ...counts, bad: counts.bad + 1 };
  }
  const { done, keepsPassword, leavesPasswordOut } = result;
  return {
    ...counts,
    [done]: counts[done] + 1,
    passwordsKept: counts.passwordsKept + Number(keepsPassword),
    passwordsLeftOut: counts.passwordsLeftOut + Number(leavesPasswordOut),
  };
}
