// It takes seconds because it loads the CDK and synthesises the stack, as the doctor does.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { describeStack } from '#infra/admin/deployed/describe-stack.ts';
import { checkCredentials } from '#infra/doctor/check-account.ts';
import { checkCertificate, checkZone } from '#infra/doctor/check-domain.ts';
import { checkEnvironment } from '#infra/doctor/check-environment.ts';
import { examine, lookAt } from '#infra/doctor/examine.ts';
import { type PlannedStack, planStack, type Template } from '#infra/doctor/planned-stack.ts';
import { setLocalEnvironment } from '#infra/local/local-environment.ts';
import { parseDeployment } from '#infra/stack/deployment.ts';
import { type FakeAccount, startFakeAccount } from './fake-account.ts';

const settings = {
  account: '111122223333',
  region: 'us-east-1',
  alarmMail: 'operators@example.com',
  REKEY_MAIL_FROM: 'noreply@example.com',
};
/** One synthesis for all tests: what most of them change is not in the template. */
let planned: PlannedStack;
let aws: Awaited<ReturnType<typeof startFakeAccount>>;

const fresh = (): FakeAccount => ({
  account: '111122223333',
  bootstrap: 21,
  concurrency: 1000,
  production: true,
  identities: {},
  secrets: [],
  tables: ['Another'],
  stack: undefined,
  certificate: { Status: 'ISSUED', SubjectAlternativeNames: ['login.example.com'], NotAfter: 1_800_000_000 },
  zone: { name: 'example.com', isPrivate: false },
});
const account = fresh();

beforeAll(async () => {
  process.env.DEPLOYMENTS_DIR = mkdtempSync(path.join(tmpdir(), 'rekey-doctor-'));
  aws = await startFakeAccount(account);
  setLocalEnvironment({ apiUrl: aws.url, databaseUrl: aws.url, inboxUrl: aws.url }, true);
  // The settings of the local stack are not those of a deployment.
  for (const name of Object.keys(process.env).filter(
    (each) => each.startsWith('REKEY_') || each.startsWith('AWS_ENDPOINT_URL'),
  )) {
    delete process.env[name];
  }
  process.env.AWS_ENDPOINT_URL = aws.url;
  planned = planStack(parseDeployment(settings, {}));
});
beforeEach(() => {
  Object.assign(account, fresh());
});
afterAll(() => aws.stop());

type Findings = { [check: string]: string };

const texts = (found: readonly { check: string; state: string; text: string }[]): Findings =>
  Object.fromEntries(found.map(({ check, state, text }) => [check, `${state}: ${text}`]));

/** What `npm run doctor` finds. */
async function examined(changed: object = {}): Promise<{ found: Findings; exitCode: number | undefined }> {
  writeFileSync(path.join(process.env.DEPLOYMENTS_DIR ?? '', 'test.json'), JSON.stringify({ ...settings, ...changed }));
  const { json, exitCode } = await examine('test');
  return { found: texts(Object(json).findings), exitCode };
}

/** The same after the settings and the credentials, without another synthesis. */
async function findings(changed: object = {}): Promise<Findings> {
  const context = { ...settings, ...changed };
  const deployment = parseDeployment(context, {});
  return texts(await lookAt({ deployment, context, region: 'us-east-1', planned, deployed: await describeStack('Rekey') }));
}

/** The stack that an earlier deployment made, with some of its resources changed. */
function deployed(change: (resources: Template['Resources']) => void = () => undefined): NonNullable<FakeAccount['stack']> {
  const template: Template = structuredClone(planned.template);
  change(template.Resources);
  return {
    status: 'UPDATE_COMPLETE',
    template,
    outputs: ['ApiUrl', 'ResetTokensTable'],
    resources: ['noreply@example.com', 'Rekey-tables-1'],
  };
}

const tableId = () =>
  Object.entries(planned.template.Resources).find(([, { Type }]) => Type.startsWith('AWS::DynamoDB::'))?.[0] ?? '';

test('an account that is ready for a first deployment passes every check', async () => {
  const { found, exitCode } = await examined();
  expect(Object.keys(found)).toHaveLength(15);
  expect(Object.values(found).filter((text) => !/^(ok|skipped): /.test(text))).toEqual([]);
  expect(exitCode).toBeUndefined();
});

test.each<[string, Partial<FakeAccount>, object, string, string]>([
  [
    'credentials for another account',
    { account: '444455556666' },
    {},
    'credentials',
    'failed: they are for the account 444455556666',
  ],
  [
    'a setting out of bounds',
    {},
    { REKEY_BCRYPT_COST: 99 },
    'settings',
    'failed: Rekey cannot be deployed with these values: REKEY_BCRYPT_COST',
  ],
  ['a mistyped setting', {}, { alarmmail: 'x' }, 'settings', 'Did you mean alarmMail?'],
])('the doctor looks no further after %s', async (_, changed, context, check, text) => {
  Object.assign(account, changed);
  const { found, exitCode } = await examined(context);
  expect(found[check]).toContain(text);
  expect(Object.keys(found).at(-1)).toBe(check);
  expect(exitCode).toBe(1);
});

test('a file without an account is a warning', async () => {
  expect(await checkCredentials(undefined)).toMatchObject({ state: 'warning', text: expect.stringContaining('user/operator') });
});

test.each<[string, Partial<FakeAccount>, object, string, string]>([
  ['a region without bootstrap', { bootstrap: undefined }, {}, 'bootstrap', 'failed: us-east-1 is not bootstrapped'],
  ['an old bootstrap', { bootstrap: 3 }, {}, 'bootstrap', 'failed: it has version 3'],
  ['a new account’s quota in Lambda', { concurrency: 10 }, {}, 'concurrency', 'warning: the account runs 10 functions'],
  ['SES’s sandbox', { production: false }, {}, 'sandbox', 'warning: the AWS account is in SES’s sandbox'],
  [
    'an identity that somebody else made',
    { identities: { 'noreply@example.com': true } },
    {},
    'identity',
    'failed: SES has noreply@example.com already',
  ],
  ['an identity that does not exist', {}, { mailIdentity: 'existing' }, 'identity', 'failed: mailIdentity is existing'],
  [
    'an identity that exists',
    { identities: { 'example.com': true } },
    { mailIdentity: 'existing' },
    'identity',
    'ok: SES has verified example.com',
  ],
  [
    'a secret that is missing',
    {},
    { REKEY_ADMINISTRATOR_SECRET: 'our/own' },
    'secrets',
    'failed: Secrets Manager has no our/own',
  ],
  ['a secret that exists', { secrets: ['our/own'] }, { REKEY_ADMINISTRATOR_SECRET: 'our/own' }, 'secrets', 'ok: our/own exist'],
  ['tables of a former stack', { tables: ['Rekey-tablesaccounts-1'] }, {}, 'tables', 'warning: Rekey-tablesaccounts-1'],
])('the doctor finds %s', async (_, changed, context, check, text) => {
  Object.assign(account, changed);
  expect((await findings(context))[check]).toContain(text);
});

test('variables that nearly fill a function’s environment are a warning', async () => {
  const full = { ...planned, template: structuredClone(planned.template) };
  for (const { Type, Properties } of Object.values(full.template.Resources)) {
    if (Type === 'AWS::Lambda::Function') {
      Object.assign(Properties, { Environment: { Variables: { REKEY_PUBLIC_URL: 'a'.repeat(3_800) } } });
    }
  }
  const { state, text } = await checkEnvironment({ planned: full });
  expect(`${state}: ${text}`).toMatch(/^warning: the longest takes up to \d+ of 4096 bytes/);
});

describe('a stack that is there already', () => {
  test.each([
    ['ROLLBACK_COMPLETE', 'failed: its first deployment failed'],
    ['UPDATE_ROLLBACK_FAILED', 'failed: it is in UPDATE_ROLLBACK_FAILED'],
    ['UPDATE_IN_PROGRESS', 'failed: it is in UPDATE_IN_PROGRESS'],
    ['UPDATE_ROLLBACK_COMPLETE', 'ok: UPDATE_ROLLBACK_COMPLETE'],
  ])('in the state %s', async (status, text) => {
    account.stack = { ...deployed(), status };
    expect((await findings()).stack).toContain(text);
  });

  test('that is not Rekey’s', async () => {
    account.stack = { ...deployed(), outputs: ['Url'] };
    expect((await findings()).stack).toContain('failed: Rekey is not a Rekey stack');
  });

  test('that the deployment changes only in place', async () => {
    account.stack = deployed();
    account.identities = { 'noreply@example.com': false };
    expect(await findings()).toMatchObject({
      identity: 'warning: SES has not verified noreply@example.com yet',
      replacements: 'ok: no table and no secret; 0 resources without data are replaced or removed',
    });
  });

  test('whose table would be replaced', async () => {
    account.stack = deployed((resources) => {
      Object.assign(resources[tableId()]?.Properties ?? {}, { KeySchema: [{ AttributeName: 'other', KeyType: 'HASH' }] });
    });
    expect((await findings()).replacements).toMatch(
      /^failed: data is lost from view: \w+ \(AWS::DynamoDB::\w+\) (is|may be) replaced/,
    );
  });

  test('whose table would leave the stack', async () => {
    account.stack = deployed((resources) => {
      const { [tableId()]: table } = resources;
      Object.assign(resources, { tableOfBefore: table });
    });
    expect((await findings()).replacements).toMatch(/^failed: data is lost from view: tableOfBefore .*stays in the account/);
  });

  test('whose API would get another address', async () => {
    account.stack = deployed((resources) => {
      const [, api] = Object.entries(resources).find(([, { Type }]) => Type === 'AWS::ApiGatewayV2::Api') ?? [];
      Object.assign(api?.Properties ?? {}, { ProtocolType: 'WEBSOCKET' });
    });
    expect((await findings()).replacements).toMatch(/^warning: .*AWS::ApiGatewayV2::Api/);
  });
});

describe('a domain of one’s own', () => {
  const certificateArn = 'arn:aws:acm:us-east-1:111122223333:certificate/1';
  const look = async (context: object) => {
    const [certificate, zone] = [
      await checkCertificate({ context: { ...context } }),
      await checkZone({ context: { ...context } }),
    ];
    return { certificate: `${certificate.state}: ${certificate.text}`, zone: `${zone.state}: ${zone.text}` };
  };

  test.each<[string, Partial<FakeAccount>, object, object]>([
    ['none', {}, {}, { certificate: /^skipped/, zone: /^skipped/ }],
    [
      'a certificate and a zone that fit',
      {},
      { domainName: 'login.example.com', certificateArn, hostedZoneId: 'Z1' },
      { certificate: /^ok: it is for login.example.com, until 2027-01-15/, zone: /^ok/ },
    ],
    [
      'a certificate with a wildcard',
      { certificate: { ...fresh().certificate, SubjectAlternativeNames: ['*.example.com'] } },
      { domainName: 'a.login.example.com', certificateArn },
      { certificate: /^failed: the certificate is for \*\.example\.com/, zone: /^warning: no hosted zone/ },
    ],
    [
      'a certificate that waits for its validation',
      { certificate: { ...fresh().certificate, Status: 'PENDING_VALIDATION' } },
      { domainName: 'login.example.com', certificateArn },
      { certificate: /^failed: the certificate is PENDING_VALIDATION/, zone: /^warning/ },
    ],
    [
      'a zone of another domain',
      { zone: { name: 'example.org', isPrivate: false } },
      { domainName: 'login.example.com', hostedZoneId: 'Z1' },
      { certificate: /^skipped/, zone: /^failed: Z1 is the zone of example\.org/ },
    ],
    [
      'a private zone',
      { zone: { name: 'example.com', isPrivate: true } },
      { domainName: 'login.example.com', hostedZoneId: 'Z1' },
      { certificate: /^skipped/, zone: /^failed: Z1 is a private zone/ },
    ],
  ])('%s', async (_, changed, context, expected) => {
    Object.assign(account, changed);
    const found = await look(context);
    for (const [check, pattern] of Object.entries(expected)) {
      expect(Object(found)[check]).toMatch(pattern);
    }
  });
});
