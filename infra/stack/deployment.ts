import { faultOfList } from '#infra/bundle/breached/read-digests.ts';
import { demoCredentials } from '#infra/demo/demo-credentials.ts';
import { unknownVariables } from '#infra/settings/unknown-variables.ts';
import { productFaults } from '#lib/settings/product-faults.ts';
import { serverFaults } from '#lib/settings/server-faults.ts';
import { parseSettings, type Settings, settingNames, variableOf } from '#lib/settings/settings.ts';
import { domainOf, type Edge, type OwnDomain, withDomainDefaults } from './domain/own-domain.ts';
import { type Flags, parseFlags, textOf } from './flags.ts';
import { type CapacityFlags, capacityFaults } from './functions/capacity.ts';
import { type NetworkIds, networkOf } from './network/network-ids.ts';
import { readAuthorities } from './network/upstream-authorities.ts';
import { refusal, unlessRefused } from './refusal.ts';
import { unknownContext } from './unknown-context.ts';

export type Deployment = Pick<
  Flags,
  | 'stackName'
  | 'account'
  | 'region'
  | 'architecture'
  | 'codeCache'
  | 'alarmMail'
  | 'auditRetentionDays'
  | 'requestsPerSecond'
  | 'mailIdentity'
  | 'mailFromDomain'
  | 'secretsKey'
  | 'encryptionKey'
  | 'tags'
  | 'breachedPasswords'
> &
  CapacityFlags & {
    readonly settings: Settings & { readonly mailFrom: string };
    readonly isSandbox: boolean;
    /** DynamoDB refuses to delete a table. */
    readonly protectsTables: boolean;
    /** CloudFormation refuses to delete the stack. */
    readonly protectsStack: boolean;
    readonly isTraced: boolean;
    /** The settings that the operator gave. The others have their defaults. */
    readonly given: ReadonlySet<keyof Settings>;
    /** The API's own name. Absent: the API has AWS's name only. */
    readonly domain?: OwnDomain | undefined;
    /** What stands in front of the API. */
    readonly edge?: Edge | undefined;
    /** Where the functions run that call a product's own server. Absent: outside any network of the operator's. */
    readonly network?: NetworkIds | undefined;
    /** Of the products' own servers, in PEM. Absent: those that Node.js trusts. */
    readonly certificateAuthorities?: string | undefined;
  };

/**
 * Reads what to deploy from context values: those of the deployment's file, and of `--context name=value`. A setting that is not among them comes from
 * the environment.
 *
 * @throws {SettingsError} with a message that an operator can act on
 */
export function parseDeployment(
  context: { readonly [name: string]: unknown },
  environment: { readonly [name: string]: string | undefined },
): Deployment {
  const own = Object.fromEntries(
    settingNames.map(variableOf).map((variable) => [variable, textOf(context[variable]) || environment[variable] || '']),
  );
  const variables = withDomainDefaults(own, context);
  const faults = [...demoFaults(variables), ...unknownContext(context), ...unknownVariables(environment)];
  const flags = unlessRefused(faults, () => parseFlags(context));
  const settings = unlessRefused(faults, () => parseSettings(variables));
  if (flags === undefined || settings === undefined || faults.length > 0) {
    throw refusal(faults);
  }
  const given = new Set(settingNames.filter((name) => variables[variableOf(name)] !== ''));
  const region = flags.region ?? environment.CDK_DEFAULT_REGION;
  const network = networkOf(flags, settings);
  const domain = domainOf(flags, settings, region);
  const authorities = readAuthorities(flags, settings);
  const laterFaults = [
    ...productFaults(settings, (name) => given.has(name)),
    ...serverFaults(settings, (name) => given.has(name)),
    ...faultsOfSecrets({ ...flags, settings, given }, region),
    ...faultsOfKey(flags, region),
    ...capacityFaults(flags),
    ...protectionFaults(flags),
    ...domain.faults,
    ...network.faults,
    ...authorities.faults,
    ...faultsOfList(flags),
  ];
  if (laterFaults.length > 0) {
    throw refusal(laterFaults);
  }
  const { mailFrom } = settings;
  if (mailFrom === null) {
    throw refusal([
      'REKEY_MAIL_FROM is missing. It is the sender of the mails. Set it in deployments/<name>.json and add --env <name>, or add --context REKEY_MAIL_FROM=noreply@example.com',
    ]);
  }
  return {
    ...flags,
    settings: { ...settings, mailFrom },
    isSandbox: flags.sandbox === 'true',
    protectsTables: flags.deletionProtection === undefined ? flags.sandbox === 'false' : flags.deletionProtection === 'true',
    protectsStack: flags.terminationProtection === 'true',
    isTraced: flags.tracing === 'true',
    given,
    domain: domain.domain,
    edge: domain.edge,
    network: network.ids,
    certificateAuthorities: authorities.pem,
  };
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

function faultsOfList({ breachedPasswords }: Pick<Flags, 'breachedPasswords'>): string[] {
  const fault = breachedPasswords === undefined ? null : faultOfList(breachedPasswords);
  return fault === null ? [] : [fault];
}

/** @param region the stack's region, if the CDK knows it */
function faultsOfKey({ encryptionKey }: Pick<Flags, 'encryptionKey'>, region: string | undefined): string[] {
  const keyRegion = encryptionKey?.split(':')[3];
  return keyRegion !== undefined && region !== undefined && keyRegion !== region
    ? [`encryptionKey is in ${keyRegion}, and the stack is in ${region}: it must be a key of the stack's own region`]
    : [];
}

function protectionFaults({ sandbox, deletionProtection, terminationProtection }: Flags): string[] {
  const on = Object.entries({ deletionProtection, terminationProtection }).filter(([, value]) => value === 'true');
  return sandbox === 'true' ? on.map(([name]) => `${name} does not go with sandbox, which removes everything`) : [];
}
