import type { RouteAnswer } from '#lib/http/answer.ts';

/** The answer to a health check. It says nothing else, such as a version, because everyone may ask. */
export function answerHealth(status: number, said: 'ok' | 'refused' | 'failed'): RouteAnswer {
  return { status, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ status: said }) };
}
