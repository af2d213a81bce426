import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { withoutMessage } from '#lib/runtime/log.ts';
import { secretsManager } from '#lib/secrets/secrets-manager.ts';
import { parseSettings, SettingsError } from '#lib/settings/settings.ts';

type Versions = { AWSCURRENT?: string; AWSPREVIOUS?: string };

/** What the stand-in for Secrets Manager holds under every name. */
let stored: Versions = {};
const server = createServer(async (request, response) => {
  const { VersionStage } = Object(await json(request));
  const SecretString = stored[VersionStage as keyof Versions];
  const missing = { __type: 'ResourceNotFoundException', message: 'not there' };
  response.writeHead(SecretString === undefined ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' });
  response.end(JSON.stringify(SecretString === undefined ? missing : { Name: 'a', SecretString }));
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  Object.assign(process.env, {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_SECRETS_MANAGER: `http://127.0.0.1:${Object(server.address()).port}`,
  });
});
beforeEach(() => {
  stored = {};
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const names = ['administrators', 'trafficOpsSessions'] as const;
const read = (name: (typeof names)[number]) => secretsManager(parseSettings({}))[name]();
const good = 's'.repeat(32);

test.each(names)('A6 a secret of 31 bytes, or of one, or of none signs nothing: %s', async (name) => {
  for (const short of ['s'.repeat(31), 's', '']) {
    stored = { AWSCURRENT: short };
    await expect(read(name)).rejects.toThrow('is shorter than 32 bytes');
    await expect(read(name)).rejects.toThrow(SettingsError);
  }
});

test.each(names)('A6 bytes count, not characters: %s', async (name) => {
  stored = { AWSCURRENT: 'ü'.repeat(16) };
  expect(await read(name)).toEqual(['ü'.repeat(16)]);
});

test.each(names)('A6 a short previous version is left out, so that a rotation to a long secret is enough: %s', async (name) => {
  stored = { AWSCURRENT: good, AWSPREVIOUS: 's'.repeat(31) };
  expect(await read(name)).toEqual([good]);
  stored = { AWSCURRENT: good, AWSPREVIOUS: 'p'.repeat(32) };
  expect(await read(name)).toEqual([good, 'p'.repeat(32)]);
});

test('A6 the log says which secret is too short, and nothing of the secret', async () => {
  stored = { AWSCURRENT: 'hunter2' };
  const { failure } = withoutMessage(await read('administrators').catch((error) => error));
  expect(failure).toBe('the secret rekey/administrators is shorter than 32 bytes');
  expect(failure).not.toContain('hunter2');
});
