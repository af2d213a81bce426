import { Command } from 'commander';
import type { Operate, Outcome } from '#infra/admin/operate.ts';
import type { Target } from '#infra/admin/target.ts';
import { timeText } from '#infra/admin/terminal.ts';
import type { Realm } from '#lib/reset/ports.ts';
import { realmArgument } from './account-reference.ts';
import { describeTrace } from './describe-trace.ts';
import { findPerson, type PersonOptions, personOptions } from './find-person.ts';

export function exportCommand(operate: Operate): Command {
  const command = new Command('export')
    .description(
      'Prints all that Rekey stores about a person as JSON, for a request of the person. What could open the account is left out: hashes, stamps and tokens. If the account stays in the product’s own server, its data there are not included.',
    )
    .addArgument(realmArgument())
    .argument('<id>', 'the id of a profile, or the username in another realm');
  return personOptions()
    .reduce((all, option) => all.addOption(option), command)
    .action(operate(exportAccount));
}

async function exportAccount({ settings }: Target, realm: Realm, id: string, options: PersonOptions): Promise<Outcome> {
  const { reference, subject, traces } = await findPerson(settings, realm, id, options);
  const json = {
    ...reference,
    exportedAt: timeText(Date.now()),
    addresses: subject.addresses,
    stored: await Promise.all(traces.toReversed().map((trace) => describeTrace(settings, trace, subject))),
  };
  return { json, text: JSON.stringify(json, null, 2).split('\n') };
}
