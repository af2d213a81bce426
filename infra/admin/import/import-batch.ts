import { atMost } from '#infra/admin/iterables.ts';
import { type ImportedAccount, readImported } from '#lib/dynamo/operator/import-account.ts';
import { singleAddress } from '#lib/reset/address.ts';
import type { BadLines, Reported } from './bad-lines.ts';
import type { Counts } from './import-progress.ts';
import { type BadResult, badResult, type ParsedLine, parseBatch } from './parse-batch.ts';
import type { Line } from './read-lines.ts';
import { rekeyFormer } from './rekey-former.ts';
import { type Stored, type StoreRules, storeLine } from './store-line.ts';

export type BatchRules = StoreRules & {
  /** Whether a later line is about the same account. */
  isRepeated(line: ParsedLine): boolean;
};

type GoodResult = Stored & { number: number; leavesPasswordOut: boolean; hasDoubledBackslash: boolean };

type Result = BadResult | GoodResult;

const writesAtOnce = 32;

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
  rules: BatchRules,
): Promise<Counts> {
  const { settings, realm } = rules;
  const { good, bad, builtIn } = parseBatch(batch, realm);
  const last = good.filter((line) => !rules.isRepeated(line));
  const results: Result[] = [...bad];
  const found = await readImported(
    settings,
    last.map(({ parsed: { id } }) => ({ realm, id })),
  );
  // Also of accounts that were found: an interrupted move left them under both ids.
  const rekeyed = await rekeyFormer(
    last.map(({ parsed }) => parsed),
    rules,
  );
  await atMost(writesAtOnce, last, async (line) => {
    const { id } = line.parsed;
    results.push(await storeOne(line, found.get(id) ?? rekeyed.get(id), rules));
  });
  for (const result of results.toSorted((a, b) => a.number - b.number)) {
    const reported = reportOf(result);
    if (reported !== undefined) {
      await badLines.add(reported);
    }
  }
  return results.reduce(counted, {
    ...before,
    lines: before.lines + batch.length,
    repeated: before.repeated + good.length - last.length,
    builtIn: before.builtIn + builtIn,
  });
}

async function storeOne(line: ParsedLine, found: ImportedAccount | undefined, rules: StoreRules): Promise<Result> {
  const { number, parsed } = line;
  try {
    const { hasDoubledBackslash, password } = parsed;
    return { number, ...(await storeLine(parsed, found, rules)), hasDoubledBackslash, leavesPasswordOut: password.isForeign };
  } catch (error) {
    return badResult(number, error);
  }
}

function isBad(result: Result): result is BadResult {
  return 'reason' in result;
}

function reportOf(result: Result): Reported | undefined {
  if (isBad(result)) {
    return { line: result.number, reason: result.reason };
  }
  const { number, email, leftOut, hasDoubledBackslash } = result;
  const reasons = [
    ...(email === null ? ['it has no address'] : []),
    ...(email !== null && isUnmailable(result) ? ['no mail can go to its address'] : []),
    ...leftOut,
    ...(hasDoubledBackslash ? ['it holds a doubled backslash: export again with mysql --raw'] : []),
  ];
  return reasons.length === 0 ? undefined : { line: number, imported: true, reason: reasons.join('; ') };
}

function isUnmailable({ email }: GoodResult): boolean {
  return email === null || singleAddress(email) === undefined;
}

function counted(counts: Counts, result: Result): Counts {
  if (isBad(result)) {
    return { ...counts, bad: counts.bad + 1 };
  }
  const { done, keepsPassword, leavesPasswordOut, leftOut, hasDoubledBackslash } = result;
  return {
    ...counts,
    [done]: counts[done] + 1,
    passwordsKept: counts.passwordsKept + Number(keepsPassword),
    passwordsLeftOut: counts.passwordsLeftOut + Number(leavesPasswordOut),
    unmailable: counts.unmailable + Number(isUnmailable(result)),
    attributesLeftOut: counts.attributesLeftOut + Number(leftOut.length > 0),
    doubledBackslashes: counts.doubledBackslashes + Number(hasDoubledBackslash),
  };
}
