import { changeImported, createImported, type ImportedAccount, readImported } from '#lib/dynamo/operator/import-account.ts';
import type { Realm } from '#lib/reset/ports.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { BadLine } from './parse-line.ts';
import type { ParsedAccount } from './parsed-account.ts';
import { type Plan, planImport } from './plan-import.ts';

export type StoreRules = { settings: Settings; realm: Realm; overwritePasswords: boolean; isDryRun: boolean };

export type Stored = { done: 'created' | 'changed' | 'unchanged'; keepsPassword: boolean };

const attempts = 5;

/**
 * Stores one line with one conditional write. If the account changes between the read and the write, it reads the account again.
 *
 * @param found the account as it was just read
 * @throws {BadLine} when DynamoDB refuses the item
 */
export async function storeLine(line: ParsedAccount, found: ImportedAccount | undefined, rules: StoreRules): Promise<Stored> {
  const { settings, realm, overwritePasswords } = rules;
  let stored = found;
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const plan = planImport(line, stored, { realm, overwritePasswords, now: Date.now() });
    if (plan.do === 'nothing') {
      return { done: 'unchanged', keepsPassword: plan.keepsPassword };
    }
    if (rules.isDryRun || (await write(settings, plan, stored))) {
      return outcomeOf(plan);
    }
    stored = (await readImported(settings, [{ realm, id: line.id }])).get(line.id);
  }
  throw new Error(`the account changed during ${attempts} attempts to store it`);
}

function outcomeOf(plan: Exclude<Plan, { do: 'nothing' }>): Stored {
  return plan.do === 'create'
    ? { done: 'created', keepsPassword: false }
    : { done: 'changed', keepsPassword: plan.keepsPassword };
}

async function write(
  settings: Settings,
  plan: Exclude<Plan, { do: 'nothing' }>,
  stored: ImportedAccount | undefined,
): Promise<boolean> {
  try {
    return plan.do === 'create'
      ? await createImported(settings, plan)
      : stored !== undefined && (await changeImported(settings, stored, plan.change));
  } catch (error) {
    if (error instanceof Error && error.name === 'ValidationException') {
      throw new BadLine(`DynamoDB refuses it: ${error.message}`);
    }
    throw error;
  }
}
