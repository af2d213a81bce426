import { type Failures, refuseByTable } from '#lib/http/dialect.ts';
import { answerHealth } from './answer-health.ts';

/** A health check reads nothing of its request and touches nothing, so no other failure can happen. Settings that cannot be read are `unexpected`. */
export const refuse = refuseByTable<Pick<Failures, 'past-the-proxy'>>({
  'past-the-proxy': () => answerHealth(403, 'refused'),
  unexpected: () => answerHealth(500, 'failed'),
});
