import { createServer } from 'node:http';
import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import { generateKeyPair, SignJWT } from 'jose';
import { requireAdministrator } from '#lib/dialects/crafter-studio/administrator.ts';
import { parseSettings } from '#lib/settings/settings.ts';

const now = Date.UTC(2030, 0, 2, 3, 4, 5);
const audience = 'rekey-administrators';

const impatient = '0.05';
afterEach(() => {
  jest.restoreAllMocks();
});

/** It accepts every request. For `/half/` it says where its keys are, and from then on the timeout is short. It answers nothing else. */
const server = createServer(({ url = '' }, response) => {
  if (url === '/half/.well-known/openid-configuration') {
    process.env.REKEY_PATIENCE = impatient;
    response.end(JSON.stringify({ issuer: at('/half/'), jwks_uri: at('/keys') }));
  }
});
const at = (path: string) => {
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}${path}`;
};

beforeAll(() => new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve)));
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function failureWith(issuer: string): Promise<unknown> {
  const { privateKey } = await generateKeyPair('ES256');
  const claims = { iss: issuer, aud: audience, roles: ['admin'], exp: now / 1000 + 900 };
  const token = await new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'ES256' }).sign(privateKey);
  const settings = parseSettings({ REKEY_OIDC_ISSUER: issuer, REKEY_OIDC_AUDIENCE: audience, REKEY_DEMO: 'true' });
  const ports = { secrets: { administrators: async () => ['a secret'] as const } };
  return requireAdministrator(ports, `Bearer ${token}`, { settings, now }).catch((error) => error);
}

test('F1 an issuer that does not answer is an outage after two seconds', async () => {
  const waited = jest.spyOn(AbortSignal, 'timeout');
  process.env.REKEY_PATIENCE = impatient;
  expect(await failureWith(at('/silent'))).toMatchObject({ name: 'TimeoutError' });
  expect(waited).toHaveBeenLastCalledWith(2_000 * Number(impatient));
});

test('F1 an issuer that does not answer a request for its keys is an outage', async () => {
  process.env.REKEY_PATIENCE = '30';
  expect(await failureWith(at('/half/'))).toMatchObject({ name: 'JWKSTimeout' });
});
