import { settingNames, variableOf } from '#lib/settings/settings.ts';
import { didYouMean } from './did-you-mean.ts';
import { faultsOfUnknown } from './faults-of-unknown.ts';

/** These are not settings: they say how the functions' log is written, how long a test waits, and where a test finds nginx, and what a bench turns off. */
const variablesOfProcesses = [
  'REKEY_LOG',
  'REKEY_PATIENCE',
  'REKEY_NGINX',
  'REKEY_WITHOUT_INIT_WORK',
  'REKEY_WITHOUT_CODE_CACHE',
];

const known: readonly string[] = [...settingNames.map(variableOf), ...variablesOfProcesses];

/**
 * Faults of environment variables that look like settings and are none. Without this check, a mistyped setting would silently keep its default. The
 * functions do without it: the stack sets their variables, and it knows their names.
 */
export function unknownVariables(environment: { readonly [name: string]: unknown }): string[] {
  const unknown = Object.keys(environment).filter((name) => name.startsWith('REKEY_') && !known.includes(name));
  return faultsOfUnknown(environment, unknown, (name) => `${name} is not a setting.${didYouMean(name, known)}`);
}
