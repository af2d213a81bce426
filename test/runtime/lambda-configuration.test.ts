import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterEach, expect, test } from '@jest/globals';
import { lambdaConfiguration } from '#lib/runtime/lambda-configuration.ts';

const changed = ['AWS_LAMBDA_FUNCTION_NAME', 'AWS_ENDPOINT_URL_DYNAMODB', 'AWS_ENDPOINT_URL', 'AWS_REGION', 'AWS_CONFIG_FILE'];
const before = Object.fromEntries(changed.map((name) => [name, process.env[name]]));
const setVariables = (variables: { [name: string]: string | undefined }) => {
  for (const name of changed) {
    delete process.env[name];
  }
  for (const [name, value] of Object.entries(variables)) {
    if (value !== undefined) {
      process.env[name] = value;
    }
  }
};
afterEach(() => setVariables(before));

const onLambda = { AWS_LAMBDA_FUNCTION_NAME: 'a-function', AWS_REGION: 'us-east-1', AWS_CONFIG_FILE: '/no/such/file' };

/** What a client would find at its first call, of all that the configuration says. */
async function found(client: DynamoDBClient | SecretsManagerClient) {
  const names = Object.keys(lambdaConfiguration('DYNAMODB')).filter((name) => name !== 'ignoreConfiguredEndpointUrls');
  const values = new Map<string, unknown>(Object.entries(client.config));
  const read = async (value: unknown) => (typeof value === 'function' ? value() : value);
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await read(values.get(name))] as const)));
}

test.each([
  ['DynamoDB', () => new DynamoDBClient({}), () => new DynamoDBClient(lambdaConfiguration('DYNAMODB'))],
  [
    'Secrets Manager',
    () => new SecretsManagerClient({ accountIdEndpointMode: 'preferred' } as object),
    () => new SecretsManagerClient(lambdaConfiguration('SECRETS_MANAGER')),
  ],
] as const)('on Lambda, the client for %s is given what it would find there', async (_, plain, given) => {
  setVariables(onLambda);
  expect(await found(given())).toEqual(await found(plain()));
});

test('the endpoint of a stand-in counts on Lambda too', async () => {
  const endpointOf = async () => (await new DynamoDBClient(lambdaConfiguration('DYNAMODB')).config.endpoint?.())?.hostname;
  setVariables({ ...onLambda, AWS_ENDPOINT_URL: 'http://all.example.com' });
  expect(await endpointOf()).toBe('all.example.com');
  setVariables({ ...onLambda, AWS_ENDPOINT_URL: 'http://all.example.com', AWS_ENDPOINT_URL_DYNAMODB: 'http://one.example.com' });
  expect(await endpointOf()).toBe('one.example.com');
});

test('anywhere else, a client looks for everything itself', () => {
  setVariables({});
  expect(lambdaConfiguration('DYNAMODB')).toEqual({});
});
