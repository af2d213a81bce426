import * as z from 'zod/mini';
import { wholeNumber } from '#lib/settings/setting-values.ts';
import { refusal } from './refusal.ts';

const choice = <const Choices extends readonly [string, ...string[]]>(choices: Choices) =>
  z._default(z.enum(choices, `must be ${choices.join(' or ')}`), choices[0]);

/** A JSON list, or text with commas. */
const ids = (prefix: 'subnet' | 'sg') => {
  const message = `must be the ids of one or more of them, such as ${prefix}-0123456789abcdef0`;
  const id = z.string(message).check(z.regex(new RegExp(`^${prefix}-[0-9a-f]{8,17}$`), message));
  return z.optional(z.pipe(z.pipe(z.string(), z.transform(listed)), z.array(id, message).check(z.minLength(1, message))));
};

/** As CloudWatch Logs documents them. */
const offered = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

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
  /** For how many days the audit events are kept: one of the numbers that CloudWatch Logs offers. */
  auditRetentionDays: z._default(
    z.pipe(
      wholeNumber(1, 3653)(),
      z.number().check(z.refine((days) => offered.includes(days), `must be one of ${offered.join(', ')}`)),
    ),
    400,
  ),
  /** What SES verifies: the sender's address, its domain, or nothing if the account has already verified one of them. */
  mailIdentity: choice(['address', 'domain', 'existing']),
  /** The KMS key that encrypts the secrets that the operator names. A function can decrypt a secret under the operator's own key only with its permission. */
  secretsKey: z.optional(
    z
      .string()
      .check(z.regex(/^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/, 'must be the ARN of a KMS key, and not of an alias')),
  ),
  /** A PEM file with the certificate authorities of the products' own servers. */
  upstreamCa: z.optional(z.string()),
  /** The VPC from which the functions that call a product's own server reach it. */
  vpcId: z.optional(z.string().check(z.regex(/^vpc-[0-9a-f]{8,17}$/, 'must be the id of a VPC, such as vpc-0123456789abcdef0'))),
  subnetIds: ids('subnet'),
  securityGroupIds: ids('sg'),
  /** The operator confirms that DynamoDB, Secrets Manager and SES can be reached from there (ADR 17). */
  vpcReachesAws: choice(['false', 'true']),
});

export type Flags = z.output<typeof flagsSchema>;

/** @throws {SettingsError} names every fault */
export function parseFlags(context: { readonly [name: string]: unknown }): Flags {
  const texts = Object.keys(flagsSchema.shape).map((name) => [name, textOf(context[name]) || undefined]);
  const parsed = z.safeParse(flagsSchema, Object.fromEntries(texts));
  if (!parsed.success) {
    throw refusal([...new Set(parsed.error.issues.map(({ path, message }) => `${path[0]?.toString()} ${message}`))]);
  }
  return parsed.data;
}

/** A value in cdk.json may also be a number, a boolean, a list or, for the password policies, an object. */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) {
    return '';
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function listed(text: string): unknown {
  if (!text.startsWith('[')) {
    return text.split(',').map((id) => id.trim());
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
