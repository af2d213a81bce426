import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { readDeploymentFile, withDeploymentFile } from '#infra/deployments/deployment-file.ts';
import { deploymentSchema } from '#infra/deployments/deployment-schema.ts';
import { takeOption } from '#infra/deployments/take-option.ts';
import { useDeployment } from '#infra/deployments/use-deployment.ts';
import { parseDeployment } from '#infra/stack/deployment.ts';
import { SettingsError } from '#lib/settings/settings.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'rekey-deployments-'));
const before = { ...process.env };
process.env.DEPLOYMENTS_DIR = folder;

const production = {
  $schema: './schema.json',
  profile: 'rekey-production',
  account: '111122223333',
  region: 'eu-central-1',
  stackName: 'RekeyProduction',
  REKEY_MAIL_FROM: 'noreply@example.com',
  REKEY_TOKEN_LIFETIME_MINUTES: 30,
};

function write(name: string, content: object | string): string {
  writeFileSync(path.join(folder, `${name}.json`), typeof content === 'string' ? content : JSON.stringify(content));
  return name;
}

afterEach(() => {
  for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_PROFILE', 'AWS_ACCESS_KEY_ID']) {
    delete process.env[name];
    Object.assign(process.env, before[name] === undefined ? {} : { [name]: before[name] });
  }
});

test('the values of a file are those of the deployment', () => {
  const context = withDeploymentFile({ env: write('production', production) });
  const { settings, ...deployment } = parseDeployment(context, {});
  expect(deployment).toMatchObject({ stackName: 'RekeyProduction', account: '111122223333', region: 'eu-central-1' });
  expect(settings).toMatchObject({ mailFrom: 'noreply@example.com', tokenLifetimeMinutes: 30 });
});

test('a context value on the command line comes before the file, and the file before the environment', () => {
  const context = withDeploymentFile({ env: write('production', production), stackName: 'Other' });
  const environment = { REKEY_MAIL_FROM: 'other@example.com', REKEY_BCRYPT_COST: '11' };
  const { stackName, settings } = parseDeployment(context, environment);
  expect(stackName).toBe('Other');
  expect(settings).toMatchObject({ mailFrom: 'noreply@example.com', bcryptCost: 11 });
});

test('without a name in the context, no file is read', () => {
  expect(withDeploymentFile({ sandbox: 'true' })).toEqual({ sandbox: 'true' });
});

test.each<[string, object | string, string]>([
  [
    'a mistyped flag',
    { ...production, alarmmail: 'x@example.com' },
    'alarmmail is not a setting of a deployment. Did you mean alarmMail?',
  ],
  [
    'a mistyped setting',
    { REKEY_MAIL_FORM: 'x' },
    'REKEY_MAIL_FORM is not a setting of a deployment. Did you mean REKEY_MAIL_FROM?',
  ],
  ['a name that resembles nothing', { somethingElseEntirely: 1 }, 'somethingElseEntirely is not a setting of a deployment.\n'],
  ['the name of a table', { REKEY_ACCOUNTS_TABLE: 'Theirs' }, 'REKEY_ACCOUNTS_TABLE is not a setting of a deployment'],
  ['the name of another file', { env: 'staging' }, 'env is not a setting of a deployment'],
  ['a region that cannot be', { region: 'Frankfurt' }, 'region must be an AWS region'],
  ['an account that cannot be', { account: 1111 }, 'account must be the 12 digits'],
  ['a profile that is not a name', { profile: 7 }, 'profile must be the name of an AWS profile'],
  ['a list', [], 'It must hold one JSON object'],
  ['broken JSON', '{ "stackName": ', 'is not JSON'],
])('a file is refused with %s', (_, content, message) => {
  const read = () => readDeploymentFile(write('faulty', content));
  expect(read).toThrow(SettingsError);
  const text = messageOf(read);
  expect(`${text}\n`).toContain(message);
});

test('a missing file is refused with the name that was meant', () => {
  write('production', production);
  expect(() => readDeploymentFile('prodution')).toThrow('Did you mean production?');
  expect(() => readDeploymentFile('../production')).toThrow('cannot be the name of a deployment');
});

test('commands use the region and the profile of the file, and in a pipeline its own access key', () => {
  process.env.AWS_PROFILE = 'of-another-company';
  useDeployment(write('production', production));
  expect(process.env).toMatchObject({ AWS_REGION: 'eu-central-1', AWS_PROFILE: 'rekey-production' });
  delete process.env.AWS_PROFILE;
  process.env.AWS_ACCESS_KEY_ID = 'of-the-pipeline';
  useDeployment('production');
  expect(process.env).not.toHaveProperty('AWS_PROFILE');
});

test('an option is taken out of the words of another program’s command line', () => {
  expect(takeOption(['--env', 'a', '--force'], '--env')).toEqual({ value: 'a', others: ['--force'] });
  expect(takeOption(['--force', '--env=a'], '--env')).toEqual({ value: 'a', others: ['--force'] });
  expect(takeOption(['--force'], '--env')).toEqual({ value: undefined, others: ['--force'] });
  expect(() => takeOption(['--env'], '--env')).toThrow('--env needs a value');
  expect(() => takeOption(['--env', '--force'], '--env')).toThrow('--env needs a value');
});

test('the example is a deployment, and fits the schema', () => {
  const example = JSON.parse(readFileSync('deployments/example.json', 'utf8'));
  const { context } = readDeploymentFile('example', path.resolve('deployments'));
  expect(parseDeployment(context, {}).isSandbox).toBe(true);
  expect(validate(example)).toEqual([]);
});

test('the schema knows every name, explains it, and knows its bounds', () => {
  const { properties } = deploymentSchema();
  const undescribed = Object.entries(Object(properties)).filter(
    ([name, property]) => name !== '$schema' && !/^[^.].{8,}/.test(Object(property).description),
  );
  expect(undescribed.map(([name]) => name)).toEqual([]);
  expect(validate(production)).toEqual([]);
  expect(validate({ ...production, REKEY_PASSWORD_POLICIES: { 'traffic-ops': { minimumCharacters: 12 } } })).toEqual([]);
  expect(validate({ ...production, subnetIds: ['subnet-0123456789abcdef0'], sandbox: false })).toEqual([]);
  expect(validate({ ...production, REKEY_PRODUCTS: ['crafter-studio'], REKEY_CRAFTER_PROFILE_SELF_SERVICE: ['any'] })).toEqual(
    [],
  );
  expect(validate({ ...production, REKEY_TOKEN_LIFETIME_MINUTES: 4 })).toEqual(['must be >= 5']);
  expect(validate({ ...production, alarmmail: 'x@example.com' })).toEqual(['must NOT have additional properties']);
  expect(validate({ ...production, REKEY_LANGUAGE: 'xx' })).toEqual(['must be equal to one of the allowed values']);
  expect(Object(properties).REKEY_TOKEN_LIFETIME_MINUTES.default).toBe(60);
});

function validate(content: object): string[] {
  const ajv = new Ajv({ allErrors: true, strict: false });
  ajv.validate(deploymentSchema(), content);
  return (ajv.errors ?? []).map(({ message = '' }) => message);
}

function messageOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
  return '';
}
