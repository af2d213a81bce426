import { Token } from 'aws-cdk-lib';
import { SettingsError } from '#lib/settings/settings.ts';

/** Lambda measures all variables of a function together, as JSON. */
export const mostEnvironmentBytes = 4096;

/** What stands for a name that AWS chooses at the deployment. Those names are shorter. */
const nameChosenLater = 'n'.repeat(160);

/**
 * Lambda refuses a function whose variables are too long, in the middle of a deployment. This refuses it before.
 *
 * @throws {SettingsError} names the function and its longest variables
 */
export function refuseLongEnvironment(functionId: string, variables: { readonly [name: string]: string }): void {
  const known = Object.entries(variables).map(([name, value]): [string, string] => [name, knownLength(value)]);
  const bytes = environmentBytes(variables);
  if (bytes <= mostEnvironmentBytes) {
    return;
  }
  const longest = known.toSorted(([, one], [, other]) => bytesOf(other) - bytesOf(one)).slice(0, 2);
  const named = longest.map(([name, value]) => `${name} (${bytesOf(value)})`).join(' and ');
  throw new SettingsError(
    `Rekey cannot be deployed with these values:\n  The variables of the function ${functionId} take up to ${bytes} bytes, and Lambda allows ${mostEnvironmentBytes}. The longest are ${named}. Shorten them.`,
  );
}

/** The most that these variables can take up, in code or in a template, where a name that AWS chooses is an object. */
export function environmentBytes(variables: { readonly [name: string]: unknown }): number {
  return bytesOf(Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, knownLength(value)])));
}

function knownLength(value: unknown): string {
  return typeof value === 'string' && !Token.isUnresolved(value) ? value : nameChosenLater;
}

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
