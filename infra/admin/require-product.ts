import type { Command } from 'commander';
import { type Realm, realms } from '#lib/reset/ports.ts';
import { type Settings, variableOf } from '#lib/settings/settings.ts';
import { AdminError } from './admin-error.ts';

/** @throws {AdminError} if the stack does not have this product */
export function requireProduct({ products }: Pick<Settings, 'products'>, realm: Realm): void {
  if (!products.includes(realm)) {
    throw new AdminError(
      `This stack does not have ${realm}. It has ${products.join(', ')}: ${variableOf('products')} decides which products a stack has.`,
    );
  }
}

/** The product that a command is given: by its argument `<realm>`, or by its option `--realm`. */
export function realmGiven(command: Command): Realm | undefined {
  const place = command.registeredArguments.findIndex((argument) => argument.name() === 'realm');
  const given: unknown = place === -1 ? command.opts().realm : command.processedArgs[place];
  return realms.find((realm) => realm === given);
}
