import { type ImportedAccount, readImported } from '#lib/dynamo/operator/import-account.ts';
import { inBatches, type ParsedLine, parseBatch } from './parse-batch.ts';
import { planImport } from './plan-import.ts';
import { type Place, readLines } from './read-lines.ts';
import { rekeyFormer } from './rekey-former.ts';
import type { StoreRules } from './store-line.ts';

/** What a whole file would do, before anything is written. */
export type Survey = {
  /** How many accounts the file names. */
  accounts: number;
  /** How many accounts would lose their address, or would be disabled or externally managed from now on. */
  losses: number;
  /** Whether a later line is about the same account. */
  isRepeated(line: ParsedLine): boolean;
};

/** An export without a column, or with an empty one, takes the address or the state of many accounts away. */
const mostLosses = 10;
const largestShare = 0.01;

export function losesTooMuch({ accounts, losses }: Pick<Survey, 'accounts' | 'losses'>): boolean {
  return losses > mostLosses && losses > accounts * largestShare;
}

/**
 * Reads the whole file and the accounts that it names, and changes nothing. Keeps a key for each account in memory.
 *
 * @param reached told after each batch
 */
export async function surveyFile(path: string, rules: StoreRules, reached: (place: Place) => void): Promise<Survey> {
  const { realm, settings } = rules;
  const lastLines = new Map<string, number>();
  const losing = new Set<string>();
  for await (const batch of inBatches(readLines(path, { line: 0, offset: 0 }))) {
    const { good } = parseBatch(batch, realm);
    const ids = [...new Set(good.map(({ parsed }) => parsed.id))];
    const found = await readImported(
      settings,
      ids.map((id) => ({ realm, id })),
    );
    const missing = good.flatMap(({ parsed }) => (found.has(parsed.id) ? [] : [parsed]));
    const bySpelling = new Map(missing.map((parsed) => [parsed.says.username, parsed]));
    const former = await rekeyFormer([...bySpelling.values()], { ...rules, isDryRun: true });
    for (const line of good) {
      const key = line.parsed.id;
      lastLines.set(key, line.number);
      // The last line of an account decides.
      losing.delete(key);
      if (isLoss(line, found.get(line.parsed.id) ?? former.get(line.parsed.id), rules)) {
        losing.add(key);
      }
    }
    const last = batch.at(-1);
    if (last) {
      reached({ line: last.number, offset: last.end });
    }
  }
  return {
    accounts: lastLines.size,
    losses: losing.size,
    isRepeated: ({ number, parsed }) => lastLines.get(parsed.id) !== number,
  };
}

function isLoss({ parsed }: ParsedLine, stored: ImportedAccount | undefined, { realm, overwritePasswords }: StoreRules): boolean {
  const plan = planImport(parsed, stored, { realm, overwritePasswords, now: Date.now() });
  if (plan.do !== 'change') {
    return false;
  }
  const { email, enabled, externallyManaged } = plan.change.assignments;
  return email === null || enabled === false || externallyManaged === true;
}
