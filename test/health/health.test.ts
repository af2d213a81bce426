import { expect, test } from '@jest/globals';
import { localSettings } from '#infra/local/local-environment.ts';
import { refuse } from '#lib/health/refuse.ts';
import { health } from '#lib/health/route.ts';
import { memoryWorld } from '#test/golden/memory-world.ts';
import { eventOf } from '#test/golden/send-event.ts';
import { callsOfPages } from '#test/page/calls-of-pages.ts';

process.env.REKEY_LOG = 'nothing';

const check = callsOfPages[health.id];

test('a health check is answered without a port, however often it comes from one address', async () => {
  let calls = 0;
  const world = memoryWorld(localSettings(), {
    onCall: () => {
      calls += 1;
    },
  });
  for (let count = 0; count < 100; count++) {
    const { status, headers, body } = await world.answer(check, 47_000);
    expect({ status, body }).toEqual({ status: 200, body: '{"status":"ok"}' });
    expect(headers).toMatchObject({ 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
  }
  expect(calls).toBe(0);
});

test('a health check fails if the function cannot read its settings, and does not say why', async () => {
  const failed = { routeId: health.id, requestId: 'request', event: eventOf(check, 1) };
  const answer = await refuse(new Error('REKEY_PUBLIC_URL must be an https URL'), failed);
  expect(answer).toMatchObject({ status: 500, body: '{"status":"failed"}' });
});
