import { Command, Option } from 'commander';
import { AdminError } from '#infra/admin/admin-error.ts';
import type { Operate, Outcome } from '#infra/admin/operate.ts';
import type { Target } from '#infra/admin/target.ts';
import {
  type Assignments,
  changeImported,
  type ImportedAccount,
  readImported,
  stampedFields,
} from '#lib/dynamo/operator/import-account.ts';
import { singleAddress } from '#lib/reset/address.ts';
import type { Account, AccountReference, Realm } from '#lib/reset/ports.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { findNamedAccount, noSuchAccount, realmArgument } from './account-reference.ts';
import { requireOwnAccounts } from './own-accounts.ts';

/** `false` takes the value away. */
type UpdateOptions = {
  email?: string | false;
  language?: string | false;
  externallyManaged?: boolean;
  enabled?: true;
  disabled?: true;
};

type Wanted = Partial<Pick<Account, 'email' | 'locale' | 'externallyManaged' | 'enabled'>>;

const attempts = 3;

export function updateCommand(operate: Operate): Command {
  return new Command('update')
    .description(
      'Changes an account. Another address or state ends its reset links and sessions; another language does not. An import keeps the change until the product itself changes.',
    )
    .addArgument(realmArgument())
    .argument('<id>', 'the id of a profile, or the username in another realm')
    .option('--email <address>', 'the address that its mails go to')
    .option('--no-email', 'it has no address, so it gets no mail')
    .option('--language <tag>', 'the language of its mails, for example de or pt-BR')
    .option('--no-language', 'its mails are in the language of the request')
    .option('--externally-managed', 'another system keeps its password, so Rekey cannot reset it')
    .option('--no-externally-managed', 'Rekey can reset its password')
    .addOption(new Option('--enabled', 'enable the account').conflicts('disabled'))
    .option('--disabled', 'disable the account')
    .action(operate(updateAccount));
}

async function updateAccount({ settings }: Target, realm: Realm, id: string, options: UpdateOptions): Promise<Outcome> {
  requireOwnAccounts(settings, realm, 'Change the account there.');
  const wanted = wantedBy(options);
  const { id: stored } = await findNamedAccount(settings, realm, id);
  const reference = { realm, id: stored };
  const changed = await change(settings, reference, wanted);
  const endsLinks = changed.some((field) => stampedFields.includes(field));
  const name = `${realm} ${reference.id}`;
  return {
    json: { ...reference, changed, endsLinks },
    text: [
      changed.length === 0
        ? `${name} was already like that.`
        : `${name} was changed: ${changed.map((field) => words[field]).join(', ')}.${endsLinks ? ' Its reset links and sessions have ended.' : ''}`,
    ],
  };
}

const words: { readonly [field in keyof Wanted]-?: string } = {
  email: 'address',
  locale: 'language',
  externallyManaged: 'keeper of the password',
  enabled: 'state',
};

function wantedBy({ email, language, externallyManaged, enabled, disabled }: UpdateOptions): Wanted {
  const wanted = {
    ...(email !== undefined && { email: email === false ? null : checkedAddress(email) }),
    ...(language !== undefined && { locale: language === false ? null : checkedLanguage(language) }),
    ...(externallyManaged !== undefined && { externallyManaged }),
    ...((enabled || disabled) && { enabled: enabled === true }),
  };
  if (Object.keys(wanted).length === 0) {
    throw new AdminError('Say what to change, for example --email <address>. Add --help to see what can be changed.');
  }
  return wanted;
}

function checkedAddress(text: string): string {
  if (singleAddress(text) === undefined) {
    throw new AdminError(`--email must be one address that mail can go to, not ${text}.`);
  }
  return text;
}

function checkedLanguage(text: string): string {
  // No language has a longer code, although the standard has room for one.
  if (!/^[a-z]{2,3}(-|$)/i.test(text)) {
    throw noLanguage(text);
  }
  try {
    return new Intl.Locale(text).toString();
  } catch {
    throw noLanguage(text);
  }
}

function noLanguage(text: string): AdminError {
  return new AdminError(`--language must be a language tag such as de or pt-BR, not ${text}.`);
}

/**
 * Changes all fields in one write, or none. If somebody changes the account in between, it looks at the account again.
 *
 * @returns the fields that changed
 */
async function change(settings: Settings, reference: AccountReference, wanted: Wanted): Promise<(keyof Wanted)[]> {
  let tried: (keyof Wanted)[] = [];
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const stored = (await readImported(settings, [reference])).get(reference.id);
    if (stored === undefined) {
      throw noSuchAccount(reference);
    }
    const fields = changedFields(stored, wanted);
    if (fields.length === 0) {
      // After a write that seemed to be refused, the write was done and its answer was lost.
      return tried;
    }
    if (await write(settings, stored, wanted, fields)) {
      return fields;
    }
    tried = fields;
  }
  throw new AdminError(`The account ${reference.id} is being changed by somebody else. Nothing was changed. Try again.`);
}

function changedFields({ account }: ImportedAccount, wanted: Wanted): (keyof Wanted)[] {
  // The entries of `wanted` have its keys.
  return (Object.keys(wanted) as (keyof Wanted)[]).filter((field) => wanted[field] !== account[field]);
}

function write(settings: Settings, stored: ImportedAccount, wanted: Wanted, fields: readonly (keyof Wanted)[]): Promise<boolean> {
  const assignments: Assignments = { ...wanted, lastModified: Math.max(Date.now(), stored.account.lastModified + 1) };
  const endsSessions = fields.some((field) => stampedFields.includes(field));
  return changeImported(settings, stored, { assignments, imported: stored.imported, endsSessions });
}
