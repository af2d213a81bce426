import * as z from 'zod/mini';
import { isLoopback } from './reset/is-loopback.ts';
import { defaultPasswordPolicy } from './reset/password.ts';
import { realms } from './reset/ports.ts';

const wholeNumber = (fallback: number, minimum: number, maximum: number) => {
  const message = `must be a whole number from ${minimum} to ${maximum}`;
  return z._default(
    z.pipe(
      z.pipe(z.string().check(z.regex(/^\d{1,9}$/, message)), z.transform(Number)),
      z.number().check(z.gte(minimum, message), z.lte(maximum, message)),
    ),
    fallback,
  );
};

const flag = z._default(
  z.pipe(
    z.enum(['true', 'false'], 'must be true or false'),
    z.transform((text) => text === 'true'),
  ),
  false,
);

const isSafeUrl = (text: string) => {
  const url = URL.parse(text);
  return url !== null && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)));
};

const optional = <Schema extends z.core.SomeType>(schema: Schema) => z._default(z.nullable(schema), null);

const publicUrl = optional(
  z.pipe(
    z
      .string()
      .check(
        z.refine(
          (text) => isSafeUrl(text) && !/[?#]/.test(text),
          'must be an https URL without query and fragment (http only for loopback)',
        ),
      ),
    z.transform((text: string) => text.replace(/\/+$/, '')),
  ),
);

const link = optional(
  z
    .string()
    .check(
      z.refine(
        (text) => text.includes('{token}') && isSafeUrl(text.replaceAll('{token}', 'token')),
        'must be an https URL (http only for loopback) that holds {token}',
      ),
    ),
);

const headerName = optional(
  z.pipe(
    z.string().check(z.regex(/^[\w-]+$/, 'must be the name of a header')),
    z.transform((text: string) => text.toLowerCase()),
  ),
);

const passwordPolicy = z.strictObject({
  minimumBytes: z._default(
    z
      .int('minimumBytes must be a whole number')
      .check(z.gte(1, 'minimumBytes must be 1 to 64'), z.lte(64, 'minimumBytes must be 1 to 64')),
    defaultPasswordPolicy.minimumBytes,
  ),
  blocklist: z._default(z.boolean('blocklist must be true or false'), defaultPasswordPolicy.blocklist),
});

const policyKey = new RegExp(`^(${realms.join('|')})(/.+)?$`);

const passwordPolicies = z._default(
  z.pipe(
    z.pipe(
      z.string(),
      z.transform((text, context) => {
        try {
          return JSON.parse(text);
        } catch {
          context.issues.push({ code: 'custom', message: 'must be JSON', input: text });
          return z.NEVER;
        }
      }),
    ),
    z.record(
      z.string().check(z.regex(policyKey, 'keys are a realm, or a realm, a slash and a tenant')),
      passwordPolicy,
      'must be a JSON object',
    ),
  ),
  {},
);

const mailAddress = optional(z.string().check(z.regex(/^[^\r\n\0]*[^\s@<>]+@[^\s@<>]+>?$/, 'must be a mail address')));
const text = (fallback: string) => z._default(z.string(), fallback);

/** Every setting: its environment variable, default and bounds. `docs` and README explain them; the stack reads the same table. */
const settings = {
  publicUrl: ['REKEY_PUBLIC_URL', publicUrl],
  tokenLifetimeMinutes: ['REKEY_TOKEN_LIFETIME_MINUTES', wholeNumber(60, 5, 1380)],
  mailsPerMinute: ['REKEY_MAILS_PER_MINUTE', wholeNumber(3, 1, 60)],
  mailsPerHour: ['REKEY_MAILS_PER_HOUR', wholeNumber(10, 1, 60)],
  requestsPerFiveMinutes: ['REKEY_REQUESTS_PER_FIVE_MINUTES', wholeNumber(60, 1, 1_000_000)],
  applicationRequestsPerFiveMinutes: ['REKEY_APPLICATION_REQUESTS_PER_FIVE_MINUTES', wholeNumber(1200, 1, 1_000_000)],
  proxySecret: ['REKEY_PROXY_SECRET', optional(z.string().check(z.minLength(16, 'must have 16 characters or more')))],
  clientAddressHeader: ['REKEY_CLIENT_ADDRESS_HEADER', headerName],
  concealStudioAccounts: ['REKEY_CONCEAL_STUDIO_ACCOUNTS', flag],
  revealTrafficOpsAccounts: ['REKEY_REVEAL_TRAFFIC_OPS_ACCOUNTS', flag],
  studioLink: ['REKEY_STUDIO_LINK', link],
  trafficOpsLink: ['REKEY_TRAFFIC_OPS_LINK', link],
  mailFrom: ['REKEY_MAIL_FROM', mailAddress],
  instanceName: ['REKEY_INSTANCE_NAME', text('Traffic Ops')],
  bcryptCost: ['REKEY_BCRYPT_COST', wholeNumber(12, 10, 14)],
  passwordPolicies: ['REKEY_PASSWORD_POLICIES', passwordPolicies],
  administratorSecret: ['REKEY_ADMINISTRATOR_SECRET', text('rekey/administrators')],
  trafficOpsSessionSecret: ['REKEY_TRAFFIC_OPS_SESSION_SECRET', text('rekey/traffic-ops-sessions')],
  oidcIssuer: ['REKEY_OIDC_ISSUER', optional(z.string().check(z.refine(isSafeUrl, 'must be an https URL')))],
  oidcAudience: ['REKEY_OIDC_AUDIENCE', optional(z.string())],
  accountsTable: ['REKEY_ACCOUNTS_TABLE', text('RekeyAccounts')],
  applicationsTable: ['REKEY_APPLICATIONS_TABLE', text('RekeyApplications')],
  limitsTable: ['REKEY_LIMITS_TABLE', text('RekeyLimits')],
  resetRequestsTable: ['REKEY_RESET_REQUESTS_TABLE', text('RekeyResetRequests')],
  resetTokensTable: ['REKEY_RESET_TOKENS_TABLE', text('RekeyResetTokens')],
  mailConfigurationSet: ['REKEY_MAIL_CONFIGURATION_SET', optional(z.string())],
  /** Set by `npm start` alone: plain http application URLs are allowed and the demo's well-known credentials work. */
  demo: ['REKEY_DEMO', flag],
} as const;

export type Settings = { readonly [Name in keyof typeof settings]: z.output<(typeof settings)[Name][1]> };

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
  const entries = Object.entries(settings).map(([name, [variable, schema]]) => {
    const result = z.safeParse<z.core.$ZodType>(schema, environment[variable] || undefined);
    if (!result.success) {
      faults.push(...result.error.issues.map((issue) => `${variable} ${[...issue.path, issue.message].join(': ')}`));
    }
    return [name, result.data];
  });
  const oneWithoutTheOther = (a: string, b: string) => !environment[a] !== !environment[b];
  if (oneWithoutTheOther('REKEY_PROXY_SECRET', 'REKEY_CLIENT_ADDRESS_HEADER')) {
    faults.push('REKEY_PROXY_SECRET and REKEY_CLIENT_ADDRESS_HEADER go together');
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

let parsed: Settings | undefined;

/** The settings of this process, parsed on first use. */
export function currentSettings(): Settings {
  parsed ??= parseSettings(process.env);
  return parsed;
}
