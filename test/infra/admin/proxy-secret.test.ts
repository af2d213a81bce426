import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { close, listen } from '#infra/local/api/listen.ts';
import { hashOf } from '#test/proxy-secret.ts';
import { type FakeAccount, startFakeAws } from './fake-aws.ts';
import { admin, adminJson } from './run-words.ts';

type Stored = { Name?: string; SecretId?: string; SecretString: string; ClientRequestToken: string };

const outputs = {
  AccountsTable: 'RekeyAccounts',
  ApplicationsTable: 'RekeyApplications',
  LimitsTable: 'RekeyLimits',
  ResetRequestsTable: 'RekeyResetRequests',
  ResetTokensTable: 'RekeyResetTokens',
  AdministratorSecret: 'administrators',
  TrafficOpsSessionSecret: 'sessions',
};
const account: FakeAccount = {
  outputs,
  verified: [],
  suppressed: [],
  production: true,
  sent: 0,
  subscription: '',
  mappings: {},
  secret: '',
};

let cloudFormation: Awaited<ReturnType<typeof startFakeAws>>;
let secretsManager: Server;
/** What was sent to Secrets Manager, with the region that signed it. */
const sent: { target: string; region: string; input: Stored }[] = [];
let exists = false;

beforeAll(async () => {
  cloudFormation = await startFakeAws(account);
  secretsManager = createServer(async (request, response) => {
    const target = `${request.headers['x-amz-target']}`.replace('secretsmanager.', '');
    const region = /\/([a-z0-9-]+)\/secretsmanager\//.exec(`${request.headers.authorization}`)?.[1] ?? '';
    sent.push({ target, region, input: JSON.parse(await text(request)) });
    const isMissing = target === 'PutSecretValue' && !exists;
    response.writeHead(isMissing ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(isMissing ? { __type: 'ResourceNotFoundException' } : {}));
  });
  Object.assign(process.env, {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'a',
    AWS_SECRET_ACCESS_KEY: 'b',
    AWS_ENDPOINT_URL_CLOUDFORMATION: cloudFormation.url,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: await listen(secretsManager, { number: 0, variable: 'PORT' }),
  });
});
beforeEach(() => {
  sent.length = 0;
  account.outputs = outputs;
});
afterAll(async () => {
  cloudFormation.stop();
  await close(secretsManager);
});

test('A6 proxy-secret makes a secret of 256 random bits in the region of the edge, and prints its hash', async () => {
  exists = false;
  const { hash, ...printed } = await adminJson('--stack Rekey proxy-secret');
  expect(printed).toEqual({ secret: 'rekey/Rekey/proxy', region: 'us-east-1', hashes: hash });
  expect(sent.map(({ target, region }) => [target, region])).toEqual([
    ['PutSecretValue', 'us-east-1'],
    ['CreateSecret', 'us-east-1'],
  ]);
  const { input } = sent.at(-1) ?? {};
  expect(input).toMatchObject({ Name: 'rekey/Rekey/proxy', SecretString: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect([input?.ClientRequestToken, hash]).toEqual(Array(2).fill(hashOf(input?.SecretString ?? '')));
});

test('proxy-secret puts the hash of a new secret before that of the secret in use', async () => {
  exists = true;
  const inUse = hashOf('the secret that the edge sends today');
  account.outputs = { ...outputs, ProxySecretHashes: inUse, ClientAddressHeader: 'x-rekey-client' };
  const { out, err } = await admin('--stack Rekey proxy-secret');
  const { SecretString = '' } = sent[0]?.input ?? {};
  expect(sent.map(({ target }) => target)).toEqual(['PutSecretValue']);
  expect(out.trim().split('\n').at(-1)).toBe(`${hashOf(SecretString)},${inUse}`);
  expect(`${out}${err}`).not.toContain(SecretString);
});

test('F8 proxy-secret is refused while a secret is being replaced, because the edge would send one that Rekey does not know', async () => {
  const inUse = [hashOf('one'), hashOf('other')];
  account.outputs = { ...outputs, ProxySecretHashes: inUse.join(','), ClientAddressHeader: 'x-rekey-client' };
  const { code, err } = await admin('--stack Rekey proxy-secret');
  expect({ code, err, sent }).toEqual({ code: 1, err: expect.stringContaining(`to ${inUse[0]} alone`), sent: [] });
});
