import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Stack, startStack } from '#infra/local/start-stack.ts';

let stack: Stack;

beforeAll(async () => {
  stack = await startStack({ port: 0, dynamoPort: 0, inboxPort: 0, quiet: true });
});

afterAll(() => stack.stop());

const accessTokenId = 'e8f5170c-877b-416f-b70f-4b09772f8e2d';
const post = (path: string, fields: { [name: string]: string }) =>
  fetch(`${stack.apiUrl}${path}`, { method: 'POST', body: new URLSearchParams(fields) });

const lastMail = () => `${stack.inbox.rawMails.at(-1)?.raw}`.replaceAll('=\r\n', '').replaceAll('=3D', '=');

test('the example in Crafter Profile’s documentation works, from the request to the notice', async () => {
  const asked = await post('/api/1/profile/59284659d4c650213cc2f3fc/reset_password', {
    accessTokenId,
    resetPasswordUrl: 'http://example.com',
  });
  expect(asked.status).toBe(200);
  expect(asked.headers.get('location')).toBe(`${stack.apiUrl}/api/1/profile/59284659d4c650213cc2f3fc/enable`);

  await stack.streams.idle();
  const [, resetTokenId = ''] = /tokenId=([\w-]{43})/.exec(lastMail()) ?? [];
  const changed = await post('/api/1/profile/change_password', { accessTokenId, resetTokenId, newPassword: 'test123' });
  expect(changed.status).toBe(200);

  await stack.streams.idle();
  expect(lastMail()).toContain('Subject: Your password was changed');
});

test('the stack listens on loopback only', () => {
  for (const url of [stack.apiUrl, stack.databaseUrl, stack.inboxUrl]) {
    expect(new URL(url).hostname).toBe('127.0.0.1');
  }
});

test('no function can reach a real AWS account', () => {
  expect(process.env).toMatchObject({ AWS_ACCESS_KEY_ID: 'local', AWS_CONFIG_FILE: expect.stringMatching(/null|nul/i) });
  expect(process.env).not.toHaveProperty('AWS_PROFILE');
});
