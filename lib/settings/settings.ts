import * as z from 'zod/mini';
import { realms } from '#lib/reset/ports.ts';
import { backgrounds } from './contrast.ts';
import {
  baseUrl,
  flag,
  headerName,
  instant,
  isTrustedIssuerUrl,
  language,
  link,
  logo,
  mailSender,
  pageUrl,
  passwordPolicies,
  productList,
  pwnedMode,
  readableOn,
  secretHashes,
  secretsManagerSecret,
  shortText,
  stampMode,
  supportAddress,
  tenantList,
  text,
  wholeNumber,
} from './setting-values.ts';

// By default zod compiles a parser for each schema, which pays off only after thousands of requests. Most functions serve a few (docs/performance.md).
z.config({ jitless: true });

/** The bound of the mail limits. The request's item keeps as many times. */
export const highestMailLimit = 60;

/** Every setting: its environment variable, its default and its schema. The stack reads this table too. README and docs explain the settings. */
const settings = {
  products: ['REKEY_PRODUCTS', realms, productList],
  publicUrl: ['REKEY_PUBLIC_URL', null, baseUrl],
  tokenLifetimeMinutes: ['REKEY_TOKEN_LIFETIME_MINUTES', 60, wholeNumber(5, 1380)],
  mailsPerMinute: ['REKEY_MAILS_PER_MINUTE', 3, wholeNumber(1, highestMailLimit)],
  mailsPerTokenLifetime: ['REKEY_MAILS_PER_TOKEN_LIFETIME', 10, wholeNumber(1, highestMailLimit)],
  requestsPerFiveMinutes: ['REKEY_REQUESTS_PER_FIVE_MINUTES', 60, wholeNumber(1, 1_000_000)],
  applicationRequestsPerFiveMinutes: ['REKEY_APPLICATION_REQUESTS_PER_FIVE_MINUTES', 1200, wholeNumber(1, 1_000_000)],
  proxySecretHashes: ['REKEY_PROXY_SECRET_HASHES', null, secretHashes],
  clientAddressHeader: ['REKEY_CLIENT_ADDRESS_HEADER', null, headerName],
  onlyThroughProxy: ['REKEY_ONLY_THROUGH_PROXY', false, flag],
  concealStudioAccounts: ['REKEY_CONCEAL_STUDIO_ACCOUNTS', false, flag],
  revealTrafficOpsAccounts: ['REKEY_REVEAL_TRAFFIC_OPS_ACCOUNTS', false, flag],
  studioLink: ['REKEY_STUDIO_LINK', null, link],
  trafficOpsLink: ['REKEY_TRAFFIC_OPS_LINK', null, link],
  profileSignInUrl: ['REKEY_PROFILE_SIGN_IN_URL', null, pageUrl],
  studioSignInUrl: ['REKEY_STUDIO_SIGN_IN_URL', null, pageUrl],
  trafficOpsSignInUrl: ['REKEY_TRAFFIC_OPS_SIGN_IN_URL', null, pageUrl],
  mailFrom: ['REKEY_MAIL_FROM', null, mailSender],
  replyTo: ['REKEY_REPLY_TO', null, mailSender],
  profileName: ['REKEY_PROFILE_NAME', 'Crafter Profile', shortText],
  studioName: ['REKEY_STUDIO_NAME', 'Crafter Studio', shortText],
  trafficOpsName: ['REKEY_TRAFFIC_OPS_NAME', 'Traffic Ops', shortText],
  language: ['REKEY_LANGUAGE', 'en', language],
  brandName: ['REKEY_BRAND_NAME', null, shortText],
  brandLogo: ['REKEY_BRAND_LOGO', null, logo],
  brandColor: ['REKEY_BRAND_COLOR', '#0b57d0', readableOn(backgrounds.light)],
  brandColorDark: ['REKEY_BRAND_COLOR_DARK', '#a8c7fa', readableOn(backgrounds.dark)],
  supportAddress: ['REKEY_SUPPORT_ADDRESS', null, supportAddress],
  bcryptCost: ['REKEY_BCRYPT_COST', 12, wholeNumber(10, 14)],
  passwordPolicies: ['REKEY_PASSWORD_POLICIES', {}, passwordPolicies],
  pwnedPasswords: ['REKEY_PWNED_PASSWORDS', 'off', pwnedMode],
  administratorSecret: ['REKEY_ADMINISTRATOR_SECRET', 'rekey/administrators', secretsManagerSecret],
  trafficOpsSessionSecret: ['REKEY_TRAFFIC_OPS_SESSION_SECRET', 'rekey/traffic-ops-sessions', secretsManagerSecret],
  crafterProfileUrl: ['REKEY_CRAFTER_PROFILE_URL', null, baseUrl],
  crafterProfileSecret: ['REKEY_CRAFTER_PROFILE_SECRET', null, secretsManagerSecret],
  crafterProfileTokensUntil: ['REKEY_CRAFTER_PROFILE_TOKENS_UNTIL', null, instant],
  crafterProfileSelfService: ['REKEY_CRAFTER_PROFILE_SELF_SERVICE', [], tenantList],
  crafterStudioUrl: ['REKEY_CRAFTER_STUDIO_URL', null, baseUrl],
  crafterStudioSecret: ['REKEY_CRAFTER_STUDIO_SECRET', null, secretsManagerSecret],
  trafficOpsUrl: ['REKEY_TRAFFIC_OPS_URL', null, baseUrl],
  trafficOpsServiceUser: ['REKEY_TRAFFIC_OPS_SERVICE_USER', null, text],
  trafficOpsStamp: ['REKEY_TRAFFIC_OPS_STAMP', 'strict', stampMode],
  oidcIssuer: ['REKEY_OIDC_ISSUER', null, text],
  oidcAudience: ['REKEY_OIDC_AUDIENCE', null, text],
  accountsTable: ['REKEY_ACCOUNTS_TABLE', 'RekeyAccounts', text],
  applicationsTable: ['REKEY_APPLICATIONS_TABLE', 'RekeyApplications', text],
  limitsTable: ['REKEY_LIMITS_TABLE', 'RekeyLimits', text],
  resetRequestsTable: ['REKEY_RESET_REQUESTS_TABLE', 'RekeyResetRequests', text],
  resetTokensTable: ['REKEY_RESET_TOKENS_TABLE', 'RekeyResetTokens', text],
  auditBus: ['REKEY_AUDIT_BUS', null, text],
  mailConfigurationSet: ['REKEY_MAIL_CONFIGURATION_SET', null, text],
  /** Only `npm start` sets it. It allows plain http application URLs, and the demo's published credentials work. */
  demo: ['REKEY_DEMO', false, flag],
} as const;

type Value<Setting> = Setting extends readonly [string, infer Default, () => infer Schema]
  ? (Default extends null ? null : never) | z.output<Schema>
  : never;

export type SettingName = keyof typeof settings;

export type Settings = { readonly [Name in SettingName]: Value<(typeof settings)[Name]> };

// Object.keys loses the names that the type knows.
export const settingNames = Object.keys(settings) as readonly SettingName[];

/** The environment variable of a setting: that of `mailFrom` is `REKEY_MAIL_FROM`. */
export function variableOf(name: SettingName): string {
  return settings[name][0];
}

/** The schema of the text of a setting. */
export function schemaOf(name: SettingName): z.core.$ZodType {
  return settings[name][2]();
}

/** Settings are unusable. The message names every fault. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';

  /** Each fault on its own, for a message that also names other faults. */
  readonly faults: readonly string[];

  constructor(message: string, faults: readonly string[] = []) {
    super(faults.length === 0 ? message : [message, ...faults].join('\n  '));
    this.faults = faults.length === 0 ? [message] : faults;
  }
}

/**
 * Reads every setting from environment variables. An empty variable counts as unset.
 *
 * @throws {SettingsError} names all faults at once
 */
export function parseSettings(environment: { readonly [name: string]: string | undefined }): Settings {
  const faults: string[] = [];
  const entries = Object.entries(settings).map(([name, [variable, fallback, schema]]) => {
    const given = environment[variable];
    if (!given) {
      return [name, fallback];
    }
    const result = z.safeParse<z.core.$ZodType>(schema(), given);
    if (!result.success) {
      faults.push(...result.error.issues.map((issue) => `${variable} ${[...issue.path, issue.message].join(': ')}`));
    }
    return [name, result.data];
  });
  faults.push(...faultsAmong(environment));
  if (faults.length > 0) {
    throw new SettingsError('These settings are not usable:', faults);
  }
  // Object.fromEntries loses which value belongs to which name. The mapped type above describes what the loop has just built.
  return Object.fromEntries(entries) as Settings;
}

let parsed: Settings | undefined;

/** The settings of this process, parsed on first use. */
export function currentSettings(): Settings {
  parsed ??= parseSettings(process.env);
  return parsed;
}

/** Faults of settings that depend on each other. */
function faultsAmong(environment: { readonly [name: string]: string | undefined }): string[] {
  const isGiven = (name: SettingName) => Boolean(environment[variableOf(name)]);
  const pairs = [
    ['proxySecretHashes', 'clientAddressHeader'],
    ['oidcIssuer', 'oidcAudience'],
  ] as const;
  const lonely = pairs.filter(([one, other]) => isGiven(one) !== isGiven(other));
  const issuer = environment[variableOf('oidcIssuer')] || undefined;
  const isTrusted = issuer === undefined || isTrustedIssuerUrl(issuer, { demo: environment[variableOf('demo')] === 'true' });
  return [
    ...(isTrusted ? [] : [`${variableOf('oidcIssuer')} must be an https URL`]),
    ...lonely.map(([one, other]) => `${variableOf(one)} and ${variableOf(other)} go together`),
    ...(environment[variableOf('onlyThroughProxy')] === 'true' && !isGiven('proxySecretHashes')
      ? [`${variableOf('onlyThroughProxy')} needs ${variableOf('proxySecretHashes')}`]
      : []),
    ...(isGiven('brandLogo') && !isGiven('brandName')
      ? [`${variableOf('brandLogo')} needs ${variableOf('brandName')}, for people who cannot see it`]
      : []),
  ];
}
