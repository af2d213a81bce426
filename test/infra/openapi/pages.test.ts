import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { GoldenRequest } from '#test/golden/exchange.ts';
import { addressOf } from '#test/golden/send-event.ts';
import { callsOfLinks, callsOfPages } from '#test/page/calls-of-pages.ts';
import type { Rekey } from '#test/security/rekey.ts';
import { startRekey } from '#test/security/start-rekey.ts';
import { documentChecks } from './document-checks.ts';

const { operations } = documentChecks(readFileSync('openapi.json', 'utf8'));
const ask = callsOfPages['page/ask-for-link'];
const crowded = 46_000;

let rekey: Rekey;
beforeAll(async () => {
  rekey = await startRekey();
  await rekey.world.countRequests(`address#${addressOf(crowded)}`, 60);
});
afterAll(() => rekey.stop());

test.each<[string, number, GoldenRequest]>([
  ['page/reset-password', 200, callsOfPages['page/reset-password']],
  ['page/common-passwords', 200, callsOfPages['page/common-passwords']],
  ['page/health', 200, callsOfPages['page/health']],
  ['page/forgot-password', 200, callsOfPages['page/forgot-password']],
  ['page/ask-for-link', 200, ask],
  ['page/ask-for-link', 400, { ...ask, body: 'realm=crafter-studio' }],
  ['page/ask-for-link', 413, { ...ask, body: `realm=crafter-studio&identifier=${'x'.repeat(16_384)}` }],
  ['page/ask-for-link', 429, ask],
  ['crafter-studio-page/check-link', 401, callsOfLinks['crafter-studio-page/check-link']],
  ['crafter-profile-page/check-link', 401, callsOfLinks['crafter-profile-page/check-link']],
  ['crafter-profile-page/set-password', 400, { ...callsOfLinks['crafter-profile-page/set-password'], body: '{}' }],
  ['crafter-profile-page/set-password', 401, callsOfLinks['crafter-profile-page/set-password']],
  ['crafter-profile-page/set-password', 413, { ...callsOfLinks['crafter-profile-page/set-password'], body: 'x'.repeat(16_385) }],
])('%s answers with %i as in openapi.json', async (route, status, request) => {
  const answer = await rekey.send(request, status === 429 ? crowded : undefined);
  const documented = operations.get(route)?.responses[status];
  expect(answer.status).toBe(status);
  expect(Object.keys(documented?.content ?? {})).toEqual([answer.headers['Content-Type']?.split(';')[0]]);
  expect(Object.keys(documented?.headers ?? {})).toEqual(Object.keys(answer.headers).filter((name) => name === 'Retry-After'));
});
