import * as z from 'zod/mini';
import { backgrounds } from './backgrounds.ts';
import {
  flag,
  headerName,
  language,
  link,
  logo,
  mailSender,
  passwordPolicies,
  publicUrl,
  readableOn,
  safeUrl,
  secret,
  shortText,
  supportAddress,
  text,
  wholeNumber,
} from './setting-values.ts';

// zod writes a parser of its own for each schema that it meets, which pays after thousands of requests; most functions see a few (docs/performance.md).
z.config({ jitless: true });

/** Every setting: its environment variable, its default and what it may be. README and docs explain them; the stack reads the same table. */
const settings = {
  publicUrl: ['REKEY_PUBLIC_URL', null, publicUrl],
  tokenLifetimeMinutes: ['REKEY_TOKEN_LIFETIME_MINUTES', 60, wholeNumber(5, 1380)],
  mailsPerMinute: ['REKEY_MAILS_PER_MINUTE', 3, wholeNumber(1, 60)],
  mailsPerHour: ['REKEY_MAILS_PER_HOUR', 10, wholeNumber(1, 60)],
  requestsPerFiveMinutes: ['REKEY_REQUESTS_PER_FIVE_MINUTES', 60, wholeNumber(1, 1_000_000)],
  applicationRequestsPerFiveMinutes: ['REKEY_APPLICATION_REQUESTS_PER_FIVE_MINUTES', 1200, wholeNumber(1, 1_000_000)],
  proxySecret: ['REKEY_PROXY_SECRET', null, secret],
  clientAddressHeader: ['REKEY_CLIENT_ADDRESS_HEADER', null, headerName],
  concealStudioAccounts: ['REKEY_CONCEAL_STUDIO_ACCOUNTS', false, flag],
  revealTrafficOpsAccounts: ['REKEY_REVEAL_TRAFFIC_OPS_ACCOUNTS', false, flag],
  studioLink: ['REKEY_STUDIO_LINK', null, link],
  trafficOpsLink: ['REKEY_TRAFFIC_OPS_LINK', null, link],
  mailFrom: ['REKEY_MAIL_FROM', null, mailSender],
  instanceName: ['REKEY_INSTANCE_NAME', 'Traffic Ops', text],
  language: ['REKEY_LANGUAGE', 'en', language],
  brandName: ['REKEY_BRAND_NAME', null, shortText],
  brandLogo: ['REKEY_BRAND_LOGO', null, logo],
  brandColor: ['REKEY_BRAND_COLOR', '#0b57d0', readableOn(backgrounds.light)],
  brandColorDark: ['REKEY_BRAND_COLOR_DARK', '#a8c7fa', readableOn(backgrounds.dark)],
  supportAddress: ['REKEY_SUPPORT_ADDRESS', null, supportAddress],
  bcryptCost: ['REKEY_BCRYPT_COST', 12, wholeNumber(10, 14)],
  passwordPolicies: ['REKEY_PASSWORD_POLICIES', {}, passwordPolicies],
  administratorSecret: ['REKEY_ADMINISTRATOR_SECRET', 'rekey/administrators', text],
  trafficOpsSessionSecret: ['REKEY_TRAFFIC_OPS_SESSION_SECRET', 'rekey/traffic-ops-sessions', text],
  oidcIssuer: ['REKEY_OIDC_ISSUER', null, safeUrl],
  oidcAudience: ['REKEY_OIDC_AUDIENCE', null, text],
  accountsTable: ['REKEY_ACCOUNTS_TABLE', 'RekeyAccounts', text],
  applicationsTable: ['REKEY_APPLICATIONS_TABLE', 'RekeyApplications', text],
  limitsTable: ['REKEY_LIMITS_TABLE', 'RekeyLimits', text],
  resetRequestsTable: ['REKEY_RESET_REQUESTS_TABLE', 'RekeyResetRequests', text],
  resetTokensTable: ['REKEY_RESET_TOKENS_TABLE', 'RekeyResetTokens', text],
  mailConfigurationSet: ['REKEY_MAIL_CONFIGURATION_SET', null, text],
  /** Set by `npm start` alone: plain http application URLs are allowed and the demo's well-known credentials work. */
  demo: ['REKEY_DEMO', false, flag],
} as const;

type Value<Setting> = Setting extends readonly [string, infer Default, () => infer Schema]
  ? (Default extends null ? null : never) | z.output<Schema>
  : never;

export type Settings = { readonly [Name in keyof typeof settings]: Value<(typeof settings)[Name]> };

/** Settings out of bounds; the message names every one of them. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * Reads every setting from a set of environment variables. An empty variable counts as unset.
 *
 * @throws {SettingsError} one error that names all faults
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
  const oneWithoutTheOther = (a: string, b: string) => !environment[a] !== !environment[b];
  if (oneWithoutTheOther('REKEY_PROXY_SECRET', 'REKEY_CLIENT_ADDRESS_HEADER')) {
    faults.push('REKEY_PROXY_SECRET and REKEY_CLIENT_ADDRESS_HEADER go together');
  }
  if (environment.REKEY_BRAND_LOGO && !environment.REKEY_BRAND_NAME) {
    faults.push('REKEY_BRAND_LOGO needs REKEY_BRAND_NAME, for those who do not see it');
  }
  if (oneWithoutTheOther('REKEY_OIDC_ISSUER', 'REKEY_OIDC_AUDIENCE')) {
    faults.push('REKEY_OIDC_ISSUER and REKEY_OIDC_AUDIENCE go together');
  }
  if (faults.length > 0) {
    throw new SettingsError(`These settings are not usable:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  }
  // Object.entries loses which schema belongs to which name; the mapped type above is what the loop just built.
  return Object.fromEntries(entries) as Settings;
}

/**
 * What the functions of this process say: `all`, `lines` without metrics, or `nothing`. Not a setting: the local stack alone sets it, and what is
 * wrong with the settings has to be said too.
 */
export function spoken(): string {
  return process.env.REKEY_LOG || 'all';
}

let parsed: Settings | undefined;

/** The settings of this process, parsed on first use. */
export function currentSettings(): Settings {
  parsed ??= parseSettings(process.env);
  return parsed;
}
