import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { generateKeyPair, SignJWT } from 'jose';
import { requireAdministrator } from '#lib/dialects/crafter-studio/administrator.ts';
import { parseSettings } from '#lib/settings/settings.ts';

const now = Date.UTC(2030, 0, 2, 3, 4, 5);
const audience = 'rekey-administrators';

/** It takes every request; for `/half/` it tells where its keys are, and it answers nothing else. */
const server = createServer(({ url = '' }, response) => {
  if (url === '/half/.well-known/openid-configuration') {
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
  const settings = parseSettings({ REKEY_OIDC_ISSUER: issuer, REKEY_OIDC_AUDIENCE: audience });
  const ports = { secrets: { administrators: async () => ['a secret'] as const } };
  return requireAdministrator(ports, `Bearer ${token}`, { settings, now }).catch((error) => error);
}

test('F1 an issuer that is silent, at once or when asked for its keys, is an outage well within the function’s time', async () => {
  const startedAt = performance.now();
  const failures = await Promise.all([failureWith(at('/silent')), failureWith(at('/half/'))]);
  expect(performance.now() - startedAt).toBeLessThan(4_500);
  expect(failures.map((failure) => Object(failure).name)).toEqual(['TimeoutError', 'JWKSTimeout']);
});
