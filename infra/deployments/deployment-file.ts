import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod/mini';
import { didYouMean } from '#infra/settings/did-you-mean.ts';
import { parseFlags } from '#infra/stack/flags.ts';
import { namesOfDeployment } from '#infra/stack/unknown-context.ts';
import { SettingsError } from '#lib/settings/settings.ts';

export type DeploymentFile = {
  /** The file, as messages name it. */
  readonly file: string;
  /** Flags and settings, by their names. */
  readonly context: { readonly [name: string]: unknown };
  readonly stackName: string;
  /** Where the stack is. Absent: wherever the credentials and the environment lead. */
  readonly account?: string | undefined;
  readonly region?: string | undefined;
  /** The AWS profile whose credentials may deploy and operate the stack. */
  readonly profile?: string | undefined;
};

/** The context value that names the file of the deployment. */
export const deploymentContext = 'env';

/** Keys of a file that are not context values. */
const ownKeys = ['$schema', 'profile'];

const keys = z.looseObject({ profile: z.optional(z.string('must be the name of an AWS profile')) });

/** The folder with the files. They may live outside the checkout, in a repository of their own. */
export function deploymentsFolder(): string {
  return process.env.DEPLOYMENTS_DIR || fileURLToPath(new URL('../../deployments', import.meta.url));
}

/** The names of the deployments that have a file. */
export function deploymentNames(folder = deploymentsFolder()): string[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json') && file !== 'schema.json');
  return files.map((file) => path.basename(file, '.json')).toSorted();
}

/**
 * Reads `deployments/<name>.json`.
 *
 * @throws {SettingsError} when there is no such file, or what is in it is not usable. The synthesis looks at the values of the settings.
 */
export function readDeploymentFile(name: string, folder = deploymentsFolder()): DeploymentFile {
  const file = path.join(path.relative('', folder) || '.', `${name}.json`);
  const content = parse(textOf(name, file, folder), file);
  const known = [...namesOfDeployment, ...ownKeys];
  const unknown = Object.keys(content).filter((key) => !known.includes(key));
  const { success, data, error } = z.safeParse(keys, content);
  const faults = [
    ...unknown.map((key) => `${key} is not a setting of a deployment.${didYouMean(key, known)}`),
    ...(error?.issues ?? []).map(({ path: [key], message }) => `${key?.toString()} ${message}`),
  ];
  if (!success || faults.length > 0) {
    throw new SettingsError(`${file} is not usable:`, faults);
  }
  const context = Object.fromEntries(Object.entries(content).filter(([key]) => !ownKeys.includes(key)));
  const { stackName, account, region } = parseFlags(context);
  return { file, context, stackName, account, region, profile: data.profile };
}

/** The context with the values of the file that it names, if it names one. Values of the context itself come first. */
export function withDeploymentFile(context: { readonly [name: string]: unknown }): { readonly [name: string]: unknown } {
  const { [deploymentContext]: name, ...own } = context;
  return name === undefined ? own : { ...readDeploymentFile(`${name}`).context, ...own };
}

function textOf(name: string, file: string, folder: string): string {
  if (!/^[A-Za-z0-9][\w.-]*$/.test(name)) {
    throw new SettingsError(`${name} cannot be the name of a deployment: use letters, digits, hyphens, dots and underscores.`);
  }
  try {
    return readFileSync(path.join(folder, `${name}.json`), 'utf8');
  } catch {
    const names = deploymentNames(folder);
    throw new SettingsError(
      `There is no ${file}.${didYouMean(name, names)} To make it, run: npm run deployments -- create ${name}`,
    );
  }
}

function parse(text: string, file: string): { readonly [key: string]: unknown } {
  try {
    return z.parse(z.record(z.string(), z.unknown()), JSON.parse(text));
  } catch (error) {
    const reason = error instanceof SyntaxError ? `: ${error.message}` : '. It must hold one JSON object.';
    throw new SettingsError(`${file} is not JSON that describes a deployment${reason}`);
  }
}
