import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from '@jest/globals';
import { localSettings } from '#infra/local/local-environment.ts';
import { didYouMean } from '#infra/settings/did-you-mean.ts';
import { unknownVariables } from '#infra/settings/unknown-variables.ts';
import { parseDeployment } from '#infra/stack/deployment.ts';
import { unknownContext } from '#infra/stack/unknown-context.ts';
import { runWords } from '#test/infra/admin/run-words.ts';

const REKEY_MAIL_FROM = 'noreply@example.com';

test('an unknown name is refused with the nearest known one', () => {
  expect(unknownContext({ alarmmail: 'x' })).toEqual(['alarmmail is not a setting of a deployment. Did you mean alarmMail?']);
  expect(unknownContext({ sandbx: true })).toEqual(['sandbx is not a setting of a deployment. Did you mean sandbox?']);
  expect(unknownVariables({ REKEY_BRANDNAME: 'x' })).toEqual([
    'REKEY_BRANDNAME is not a setting. Did you mean REKEY_BRAND_NAME?',
  ]);
  expect(didYouMean('somethingElseEntirely', ['sandbox', 'stackName'])).toBe('');
});

test.each([
  ['REKEY_ONLY_PRODUCT', 'crafter-studio', 'REKEY_ONLY_PRODUCT is now REKEY_PRODUCTS, the list of the products that you have'],
  ['REKEY_INSTANCE_NAME', 'Our CDN', 'REKEY_INSTANCE_NAME is now REKEY_TRAFFIC_OPS_NAME, beside REKEY_PROFILE_NAME'],
  ['REKEY_PROXY_SECRET', 's'.repeat(40), 'REKEY_PROXY_SECRET is now REKEY_PROXY_SECRET_HASHES, with its SHA-256'],
  [
    'REKEY_MAILS_PER_HOUR',
    '5',
    'REKEY_MAILS_PER_HOUR is now REKEY_MAILS_PER_TOKEN_LIFETIME, which counts the mails in the life of a link',
  ],
])('M7 the former name %s is refused with its new name everywhere, and not silently ignored', async (name, value, sentence) => {
  expect(() => parseDeployment({ REKEY_MAIL_FROM, [name]: value }, {})).toThrow(sentence);
  expect(() => parseDeployment({ REKEY_MAIL_FROM }, { [name]: value })).toThrow(sentence);
  process.env[name] = value;
  try {
    expect(localSettings).toThrow(sentence);
    expect(await runWords(['accounts', 'list'])).toMatchObject({ code: 1, err: expect.stringContaining(sentence) });
  } finally {
    delete process.env[name];
  }
});

test('a former name without a value is not a fault', () => {
  expect(unknownVariables({ REKEY_ONLY_PRODUCT: '' })).toEqual([]);
  expect(unknownContext({ REKEY_ONLY_PRODUCT: '' })).toEqual([]);
});

test('the CDK’s own context is not refused', () => {
  const flags: object = createRequire(import.meta.url)('aws-cdk-lib/recommended-feature-flags.json');
  const others = {
    'aws:cdk:enable-path-metadata': true,
    'aws:cdk:bundling-stacks': ['**'],
    'cli-telemetry': false,
    'availability-zones:account=111122223333:region=eu-west-1': ['eu-west-1a'],
  };
  expect(unknownContext({ ...flags, ...others })).toEqual([]);
});

test('a synthesis refuses unknown context and unknown variables', () => {
  expect(() => parseDeployment({ REKEY_MAIL_FROM, alarmmail: 'x@example.com' }, {})).toThrow('Did you mean alarmMail?');
  expect(() => parseDeployment({ REKEY_MAIL_FROM }, { REKEY_BRANDNAME: 'x' })).toThrow('Did you mean REKEY_BRAND_NAME?');
});

test('every variable that the code reads is known', () => {
  const files = globSync(['{functions,lib,infra,test}/**/*.ts', 'jest*.config.js'], { exclude: ['test/infra/deployments/**'] });
  const read = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/env\??\.(REKEY_\w+)/g)].map(([, name = '']) => name),
  );
  expect(read.length).toBeGreaterThan(3);
  expect(unknownVariables(Object.fromEntries(read.map((name) => [name, 'x'])))).toEqual([]);
});

test('the local stack and the command line refuse an unknown variable', async () => {
  process.env.REKEY_BRANDNAME = 'Example';
  try {
    expect(localSettings).toThrow('Did you mean REKEY_BRAND_NAME?');
    const { code, err } = await runWords(['accounts', 'list']);
    expect({ code, err }).toEqual({ code: 1, err: 'REKEY_BRANDNAME is not a setting. Did you mean REKEY_BRAND_NAME?\n' });
  } finally {
    delete process.env.REKEY_BRANDNAME;
  }
});

test('the command line refuses an unknown option with the nearest one', async () => {
  expect((await runWords(['--evn', 'production', 'check'])).err).toContain('(Did you mean --env?)');
  expect((await runWords(['--stack', 'Rekey', '--env', 'production', 'check'])).err).toContain('cannot be used with');
});
