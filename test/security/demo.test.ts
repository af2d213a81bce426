import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { demoCredentials } from '#infra/demo/demo-credentials.ts';
import { demoApplication } from '#infra/demo/demo-people.ts';
import { type Stack, startStack } from '#infra/local/start-stack.ts';
import { dynamoApplications } from '#lib/dynamo/dynamo-applications.ts';
import { storeApplication } from '#lib/dynamo/operator/applications.ts';
import { secretsManager } from '#lib/secrets/secrets-manager.ts';
import { isPublished } from '#lib/settings/published-credentials.ts';
import { parseSettings } from '#lib/settings/settings.ts';

const run = promisify(execFile);
let stack: Stack;

beforeAll(async () => {
  stack = await startStack({ port: 0, dynamoPort: 0, inboxPort: 0, quiet: true });
});
afterAll(() => stack.stop());

async function accepts(host: string, url: string): Promise<boolean> {
  const socket = connect({ host, port: Number(new URL(url).port) });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

describe('A5 the demo binds only to loopback:', () => {
  const others = Object.values(networkInterfaces()).flatMap((addresses = []) => addresses.map(({ address }) => address));

  test.each(['apiUrl', 'databaseUrl', 'inboxUrl'] as const)('%s', async (name) => {
    expect(await accepts('127.0.0.1', stack[name])).toBe(true);
    for (const address of [...others, '127.0.0.2', '::1'].filter((other) => other !== '127.0.0.1')) {
      expect({ address, accepts: await accepts(address, stack[name]) }).toEqual({ address, accepts: false });
    }
  });
});

describe('A5 outside of the demo', () => {
  // The functions use the stack's database and secrets, but their settings do not say that this is the demo.
  const settings = parseSettings({});
  const inDemo = parseSettings({ REKEY_DEMO: 'true' });

  test.each(Object.entries(demoCredentials))('everyone knows the %s', (_, credential) => {
    expect(isPublished(credential, settings)).toBe(true);
    expect(isPublished(credential, inDemo)).toBe(false);
    expect(isPublished(`${credential} `, settings)).toBe(false);
  });

  test('its access token id is refused even if an application has it, and no application can be stored with it', async () => {
    const { accessTokenHash } = demoApplication;
    expect(await dynamoApplications(inDemo).find(accessTokenHash)).toMatchObject({ name: 'sample-app' });
    expect(await dynamoApplications(settings).find(accessTokenHash)).toBeUndefined();
    await expect(storeApplication(settings, demoApplication)).rejects.toThrow('the demo, which everyone knows');
  });

  test.each(['administrators', 'trafficOpsSessions'] as const)(
    'its secret of the %s cannot sign or verify anything',
    async (name) => {
      expect(await secretsManager(inDemo)[name]()).toHaveLength(1);
      await expect(secretsManager(settings)[name]()).rejects.toThrow('a secret of the demo, which everyone knows');
    },
  );
});

describe('A5 the command line', () => {
  const commands = [
    ['administrator-token'],
    ['accounts', 'create', 'max', '--realm', 'crafter-studio'],
    ['applications', 'create', 'app', '--tenant', '*', '--url', 'https://app.example'],
  ];

  test.each(commands)('%s refuses to work without a local stack, whatever AWS credentials are set', async (...command) => {
    const env = {
      PATH: process.env.PATH,
      DYNAMO_PORT: '1',
      AWS_ACCESS_KEY_ID: 'real',
      AWS_SECRET_ACCESS_KEY: 'real',
      AWS_REGION: 'eu-west-1',
    };
    const failed = run(process.execPath, ['infra/admin/admin.ts', ...command], { env });
    await expect(failed).rejects.toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('No local stack answers on http://127.0.0.1:1'),
    });
  });
});
