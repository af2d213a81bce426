import * as z from 'zod/mini';
import { demoCredentials } from '#infra/demo/demo-credentials.ts';
import { formerNamesIn } from '#lib/settings/former-names.ts';
import { serverFaults } from '#lib/settings/server-faults.ts';
import { wholeNumber } from '#lib/settings/setting-values.ts';
import { parseSettings, type Settings, SettingsError, settingNames, variableOf } from '#lib/settings/settings.ts';
import { decidedByTheStack } from './setting-variables.ts';

const choice = <const Choices extends readonly [string, ...string[]]>(choices: Choices) =>
  z._default(z.enum(choices, `must be ${choices.join(' or ')}`), choices[0]);

const flagsSchema = z.object({
  /** The name of the stack, so that one account can hold several stacks. */
  stackName: z._default(
    z
      .string()
      .check(z.regex(/^[A-Za-z][A-Za-z0-9-]{0,99}$/, 'must begin with a letter and contain only letters, digits and hyphens')),
    'Rekey',
  ),
  /** In a sandbox, deleting the stack deletes everything, accounts included. */
  sandbox: choice(['false', 'true']),
  /** The processor architecture of the functions. `sam local` needs the architecture of the machine that it runs on. */
  architecture: choice(['arm64', 'x86_64']),
  /** The mail address that gets the alarms. */
  alarmMail: z.optional(z.string().check(z.regex(/^[^\s@]+@[^\s@]+$/, 'must be a mail address'))),
  /** The throttle of each route, for all its callers together. An AWS account allows 10,000 requests a second. */
  requestsPerSecond: z._default(wholeNumber(1, 10_000)(), 1_000),
  /** What SES verifies: the sender's address, its domain, or nothing if the account has already verified one of them. */
  mailIdentity: choice(['address', 'domain', 'existing']),
  /** The KMS key that encrypts the secrets that the operator names. A function can decrypt a secret under the operator's own key only with its permission. */
  secretsKey: z.optional(
    z
      .string()
      .check(z.regex(/^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/, 'must be the ARN of a KMS key, and not of an alias')),
  ),
});

type Flags = z.output<typeof flagsSchema>;

export type Deployment = Omit<Flags, 'sandbox'> & {
  readonly settings: Settings & { readonly mailFrom: string };
  readonly isSandbox: boolean;
  /** The settings that the operator gave. The others have their defaults. */
  readonly given: ReadonlySet<keyof Settings>;
};

/**
 * Reads what to deploy from context values (`cdk deploy -c name=value`, or `context` in cdk.json). A setting that is not among them comes from the
 * environment.
 *
 * @throws {SettingsError} with a message that an operator can act on
 */
export function parseDeployment(
  context: { readonly [name: string]: unknown },
  environment: { readonly [name: string]: string | undefined },
): Deployment {
  const variables = Object.fromEntries(
    settingNames.map(variableOf).map((variable) => [variable, textOf(context[variable]) || environment[variable] || '']),
  );
  const faults = [...demoFaults(variables), ...formerNamesIn({ ...environment, ...context }), ...unknownSettings(context)];
  if (faults.length > 0) {
    throw refusal(faults);
  }
  const { sandbox, ...others } = parseFlags(context);
  const settings = parseSettings(variables);
  const given = new Set(settingNames.filter((name) => variables[variableOf(name)] !== ''));
  const secretFaults = [
    ...serverFaults(settings, (name) => given.has(name)),
    ...faultsOfSecrets({ ...others, settings, given }, environment.CDK_DEFAULT_REGION),
  ];
  if (secretFaults.length > 0) {
    throw refusal(secretFaults);
  }
  const { mailFrom } = settings;
  if (mailFrom === null) {
    throw refusal([
      'REKEY_MAIL_FROM is missing. Set the sender of the mails, for example -c REKEY_MAIL_FROM=noreply@example.com',
    ]);
  }
  return {
    ...others,
    settings: { ...settings, mailFrom },
    isSandbox: sandbox === 'true',
    given,
  };
}

/** A value in cdk.json may also be a number, a boolean or, for the password policies, an object. */
function textOf(value: unknown): string {
  if (value === undefined || value === null) {
    return '';
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A5: everyone can read the demo's credentials in the source. */
function demoFaults(variables: { readonly [name: string]: string }): string[] {
  const withDemoCredential = Object.entries(variables).filter(([, text]) =>
    Object.values(demoCredentials).some((known) => text.includes(known)),
  );
  return [
    ...withDemoCredential.map(([variable]) => `${variable} contains a credential of the demo, which is public`),
    ...(variables[variableOf('demo')] === 'true' ? [`${variableOf('demo')} works only with \`npm start\``] : []),
  ];
}

/** Without this check, a mistyped setting would silently keep its default. */
function unknownSettings(context: { readonly [name: string]: unknown }): string[] {
  const known = settingNames.filter((name) => !decidedByTheStack.includes(name)).map(variableOf);
  const unknown = Object.keys(context).filter(
    (name) => name.startsWith('REKEY_') && !known.includes(name) && formerNamesIn({ [name]: true }).length === 0,
  );
  return unknown.map((name) => `${name} is not a setting of a deployment`);
}

const namedSecrets = ['administratorSecret', 'trafficOpsSessionSecret', 'crafterProfileSecret', 'crafterStudioSecret'] as const;

/** @param region the stack's region, if the CDK knows it */
function faultsOfSecrets(
  { settings, given, secretsKey }: Pick<Flags, 'secretsKey'> & { settings: Settings; given: Deployment['given'] },
  region: string | undefined,
): string[] {
  const own = namedSecrets.filter((name) => given.has(name));
  const elsewhere = own.flatMap((name) => {
    const [arn, , , secretRegion] = settings[name]?.split(':') ?? [];
    return arn === 'arn' && region !== undefined && secretRegion !== region
      ? [`${variableOf(name)} is in ${secretRegion}, and the stack is in ${region}: a function reads secrets of its own region`]
      : [];
  });
  const idleKey = secretsKey !== undefined && own.length === 0;
  return [
    ...elsewhere,
    ...(idleKey ? [`secretsKey needs a secret of your own: set ${namedSecrets.map(variableOf).join(' or ')}`] : []),
  ];
}

function parseFlags(context: { readonly [name: string]: unknown }): Flags {
  const texts = Object.keys(flagsSchema.shape).map((name) => [name, textOf(context[name]) || undefined]);
  const parsed = z.safeParse(flagsSchema, Object.fromEntries(texts));
  if (!parsed.success) {
    throw refusal(parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`));
  }
  return parsed.data;
}

function refusal(faults: readonly string[]): SettingsError {
  return new SettingsError(`Rekey cannot be deployed with these values:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
}
