import * as z from 'zod/mini';
import { wholeNumber } from '#lib/settings/setting-values.ts';
import { choice, ids, keyArn, tags } from './flag-values.ts';
import { refusal } from './refusal.ts';

/** Below 256 MB, loading the code takes seconds. New accounts have 3,008 MB at most. */
const megabytes = wholeNumber(256, 3_008);

const concurrency = () => z.optional(wholeNumber(1, 1_000)());

/** As CloudWatch Logs documents them. */
const offered = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

export const flagsSchema = z.object({
  /** The name of the stack, so that one account can hold several stacks. */
  stackName: z._default(
    z
      .string()
      .check(z.regex(/^[A-Za-z][A-Za-z0-9-]{0,99}$/, 'must begin with a letter and contain only letters, digits and hyphens')),
    'Rekey',
  ),
  /** The deployment stops if the credentials are those of another account. */
  account: z.optional(z.string().check(z.regex(/^\d{12}$/, 'must be the 12 digits of an AWS account, as text'))),
  region: z.optional(z.string().check(z.regex(/^[a-z]{2,}(-[a-z]+)+-\d+$/, 'must be an AWS region, such as eu-west-1'))),
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
  /** The domain of the envelope's sender, below the sender's own domain. Absent: a domain of SES. */
  mailFromDomain: z.optional(
    z
      .string()
      .check(z.regex(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.){2,}[a-z]{2,63}$/, 'must be a domain, such as bounce.example.com')),
  ),
  /** The KMS key that encrypts the secrets that the operator names. A function can decrypt a secret under the operator's own key only with its permission. */
  secretsKey: keyArn(),
  /** The KMS key that encrypts what the stack makes: tables, secrets, queues, topics and log groups. Absent: the keys of AWS. */
  encryptionKey: keyArn(),
  /** The name on which people and products reach Rekey, in DNS. */
  domainName: z.optional(
    z
      .string()
      .check(
        z.regex(
          /^(?=.{1,64}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/,
          'must be a host name in small letters, such as login.example.com, of at most 64 characters',
        ),
      ),
  ),
  /** The operator's own certificate for it. */
  certificateArn: z.optional(
    z
      .string()
      .check(
        z.regex(
          /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/,
          'must be the ARN of a certificate in Certificate Manager',
        ),
      ),
  ),
  /** The hosted zone in Route 53 in which the stack makes the records of the name, and of a certificate for it. */
  hostedZoneId: z.optional(
    z.string().check(z.regex(/^Z[A-Z0-9]{1,31}$/, 'must be the id of a hosted zone in Route 53, such as Z0123456789ABCDEFGHIJ')),
  ),
  /** Whether CloudFront and a firewall stand in front of the API: the stack of `npm run deploy:edge`. */
  edge: choice(['false', 'true']),
  /** Where the edge passes calls on: the output `ApiUrl` of the stack. */
  apiUrl: z.optional(
    z
      .string()
      .check(
        z.regex(
          /^https:\/\/[a-z0-9]{10}\.execute-api\.[a-z0-9-]+\.amazonaws\.com$/,
          'must be the output ApiUrl of the stack, such as https://abcde12345.execute-api.eu-west-1.amazonaws.com',
        ),
      ),
  ),
  /** How many requests the edge lets through from one address. */
  edgeRequestsPerFiveMinutes: z.optional(wholeNumber(100, 100_000_000)()),
  /** A PEM file with the certificate authorities of the products' own servers. */
  upstreamCa: z.optional(z.string()),
  /** A file with passwords that were found in breaches, or `ranked`. The bundles carry a filter of them. */
  breachedPasswords: z.optional(z.string()),
  /** The VPC from which the functions that call a product's own server reach it. */
  vpcId: z.optional(z.string().check(z.regex(/^vpc-[0-9a-f]{8,17}$/, 'must be the id of a VPC, such as vpc-0123456789abcdef0'))),
  subnetIds: ids('subnet'),
  securityGroupIds: ids('sg'),
  /** The operator confirms that DynamoDB, Secrets Manager and SES can be reached from there (ADR 17). */
  vpcReachesAws: choice(['false', 'true']),
  /** The memory of the functions of routes that compute no hash. They wait for the network. Lambda gives processor time in proportion to it. */
  waitingMegabytes: z._default(megabytes(), 1_024),
  mailMegabytes: z._default(megabytes(), 512),
  /** How many batches of one shard of a stream are mailed at a time. */
  mailParallelization: z._default(wholeNumber(1, 10)(), 1),
  /** For each function of its kind: a part of the account's concurrency that no other function can use, and that it cannot exceed. */
  waitingReservedConcurrency: concurrency(),
  mailReservedConcurrency: concurrency(),
  /** How many processes of each function of a route are kept ready. */
  provisionedConcurrency: concurrency(),
  /** X-Ray traces of the functions. */
  tracing: choice(['false', 'true']),
  /** The program that makes the functions' code caches: the Node.js of Lambda's runtime (ADR 27). */
  codeCache: z.optional(z.string()),
  tags: tags(),
  /** CloudFormation refuses to delete the stack. */
  terminationProtection: choice(['false', 'true']),
  /** DynamoDB refuses to delete a table. Absent: it does, unless the stack is a sandbox. */
  deletionProtection: z.optional(z.enum(['true', 'false'], 'must be true or false')),
});

export type Flags = z.output<typeof flagsSchema>;

export const flagNames: readonly string[] = Object.keys(flagsSchema.shape);

/** @throws {SettingsError} names every fault */
export function parseFlags(context: { readonly [name: string]: unknown }): Flags {
  const texts = flagNames.map((name) => [name, textOf(context[name]) || undefined]);
  const parsed = z.safeParse(flagsSchema, Object.fromEntries(texts));
  if (!parsed.success) {
    throw refusal([...new Set(parsed.error.issues.map(({ path, message }) => `${path[0]?.toString()} ${message}`))]);
  }
  return parsed.data;
}

/** A value in a deployment's file may also be a number, a boolean, a list or, for the password policies, an object. */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) {
    return '';
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
