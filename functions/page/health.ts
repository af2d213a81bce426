import { answerHealth } from '#lib/health/answer-health.ts';
import { refuse } from '#lib/health/refuse.ts';
import { health } from '#lib/health/route.ts';
import { defineEndpoint } from '#lib/http/endpoint.ts';

export const handler = defineEndpoint(health, refuse, {}, async () => answerHealth(200, 'ok'));
