import { changeImported, createImported, type ImportedAccount, readImported } from '#lib/dynamo/operator/import-account.ts';
import type { Realm } from '#lib/reset/ports.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { BadLine } from './parse-line.ts';
import type { ParsedAccount } from './parsed-account.ts';
import { type Plan, planImport } from './plan-import.ts';

export type StoreRules = { settings: Settings; realm: Realm; overwritePasswords: boolean; isDryRun: boolean };

export type Stored = {
  done: 'created' | 'changed' | 'unchanged';
  keepsPassword: boolean;
  /** The address that the account has now. */
  email: string | null;
  /** A sentence for each attribute that is left out. */
  leftOut: readonly string[];
};

type Write = Exclude<Plan, { do: 'nothing' }>;

const attempts = 5;

/**
 * Stores one line with one conditional write. If the account changes between the read and the write, it reads the account again. Attributes that
 * DynamoDB refuses are left out, because a person matters more than an attribute.
 *
 * @param found the account as it was just read
 * @throws {BadLine} when DynamoDB refuses the item
 */
export async function storeLine(line: ParsedAccount, found: ImportedAccount | undefined, rules: StoreRules): Promise<Stored> {
  try {
    return await storeWhole(line, found, rules);
  } catch (error) {
    const { attributes, ...details } = line.details;
    if (!(error instanceof BadLine) || attributes === undefined) {
      throw error;
    }
    const leftOut = [`attributes is left out: ${error.message}`];
    return storeWhole({ ...line, details, leftOut }, found, rules);
  }
}

async function storeWhole(line: ParsedAccount, found: ImportedAccount | undefined, rules: StoreRules): Promise<Stored> {
  const { settings, realm, overwritePasswords } = rules;
  let stored = found;
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const plan = planImport(line, stored, { realm, overwritePasswords, now: Date.now() });
    if (plan.do === 'nothing' || rules.isDryRun || (await write(settings, plan, stored))) {
      return { ...outcomeOf(plan), email: emailAfter(plan, stored), leftOut: line.leftOut };
    }
    stored = (await readImported(settings, [{ realm, id: line.id }])).get(line.id);
  }
  throw new Error(`the account changed during ${attempts} attempts to store it`);
}

function outcomeOf(plan: Plan): Pick<Stored, 'done' | 'keepsPassword'> {
  switch (plan.do) {
    case 'nothing':
      return { done: 'unchanged', keepsPassword: plan.keepsPassword };
    case 'create':
      return { done: 'created', keepsPassword: false };
    case 'change':
      return { done: 'changed', keepsPassword: plan.keepsPassword };
  }
}

function emailAfter(plan: Plan, stored: ImportedAccount | undefined): string | null {
  if (plan.do === 'create') {
    return plan.account.email;
  }
  const assigned = plan.do === 'change' ? plan.change.assignments.email : undefined;
  return assigned === undefined ? (stored?.account.email ?? null) : assigned;
}

async function write(settings: Settings, plan: Write, stored: ImportedAccount | undefined): Promise<boolean> {
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
