import { devNull } from 'node:os';
import { unknownVariables } from '#infra/settings/unknown-variables.ts';
import { productFaults } from '#lib/settings/product-faults.ts';
import { serverFaults } from '#lib/settings/server-faults.ts';
import { parseSettings, type SettingName, type Settings, SettingsError, variableOf } from '#lib/settings/settings.ts';

const defaults = {
  REKEY_MAIL_FROM: 'Rekey <rekey@example.com>',
  // The example in the product's documentation sets a password of seven characters.
  REKEY_PASSWORD_POLICIES: '{"crafter-profile/sample-tenant":{"minimumCharacters":6,"blocklist":false}}',
};

/** Each of these would lead the AWS SDK to real endpoints or to the developer's own credentials. */
const misleading = [
  'AWS_PROFILE',
  'AWS_SESSION_TOKEN',
  'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
  'AWS_USE_FIPS_ENDPOINT',
  'AWS_USE_DUALSTACK_ENDPOINT',
];

/** The people of this tenant of Crafter Profile ask for themselves, so that a newcomer can try it. */
const selfServiceTenant = 'sample-tenant';

export type LocalUrls = { apiUrl: string; databaseUrl: string; inboxUrl: string };

/**
 * Reads the settings of the local stack from the environment, with the demo's defaults.
 *
 * @throws {SettingsError} one error that names every fault
 */
export function localSettings(): Settings {
  applyDefaults();
  const unknown = unknownVariables(process.env);
  if (unknown.length > 0) {
    throw new SettingsError(`These settings do not exist:\n${unknown.map((fault) => `  ${fault}`).join('\n')}`);
  }
  const settings = parseSettings(process.env);
  const isGiven = (name: SettingName) => Boolean(process.env[variableOf(name)]);
  const faults = [...productFaults(settings, isGiven), ...serverFaults(settings, isGiven)];
  if (faults.length > 0) {
    throw new SettingsError(`These settings do not go together:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  }
  return settings;
}

/**
 * Sets the environment of the functions in this process, so that they cannot tell where they run, and so that none of them can reach a
 * real AWS account, however the developer's machine is configured. Call it before loading any function.
 *
 * @param isQuiet turns off the logs of the functions
 */
export function setLocalEnvironment({ apiUrl, databaseUrl, inboxUrl }: LocalUrls, isQuiet: boolean): void {
  for (const name of misleading) {
    delete process.env[name];
  }
  applyDefaults();
  process.env.REKEY_PUBLIC_URL ||= apiUrl;
  process.env.REKEY_LOG ||= 'lines';
  Object.assign(process.env, {
    AWS_LAMBDA_FUNCTION_NAME: 'local',
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_ENDPOINT_URL_DYNAMODB: databaseUrl,
    AWS_ENDPOINT_URL_SES: inboxUrl,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: databaseUrl,
    ...(isQuiet && { REKEY_LOG: 'nothing' }),
  });
}

function applyDefaults(): void {
  process.env.REKEY_DEMO = 'true';
  for (const [name, value] of Object.entries(defaults)) {
    process.env[name] ||= value;
  }
  const products = process.env.REKEY_PRODUCTS || 'crafter-profile';
  if (products.includes('crafter-profile')) {
    process.env.REKEY_CRAFTER_PROFILE_SELF_SERVICE ??= selfServiceTenant;
  }
}
