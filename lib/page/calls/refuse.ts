import type { RouteAnswer } from '#lib/http/answer.ts';
import { type Failures, refuseByTable } from '#lib/http/dialect.ts';
import type { OtherSiteFailures } from '#lib/http/refuse-other-sites.ts';
import type { ApplicationFailures } from '#lib/reset/errors.ts';
import { outcomeUnknown } from '#lib/wording/known-sentences.ts';
import { passwordFaultSentence } from '#lib/wording/password-fault-sentence.ts';
import { answer } from './answer.ts';

/** Failures that these calls cannot have, because the page sends the token of a link and no application. */
type Impossible =
  | keyof ApplicationFailures
  | 'account-not-found'
  | 'account-externally-managed'
  | 'path-refused'
  | 'query-refused'
  | 'parameters-refused';

/** The script tells answers apart as it does those of the contracts: by the status, by `reason`, and by one sentence. */
export const refuse = refuseByTable<Omit<Failures, Impossible> & OtherSiteFailures>({
  'body-refused': unreadable,
  'body-unreadable': unreadable,
  'body-too-large': () => answer(413, { message: 'Request body too large' }),
  'past-the-proxy': forbidden,
  'sent-by-another-site': forbidden,
  'token-refused': () => answer(401, { message: 'The link does not work' }),
  'password-refused': (fault) => answer(400, { message: 'The password was refused', reason: passwordFaultSentence(fault) }),
  'outcome-unknown': () => answer(500, { message: outcomeUnknown }),
  'too-many-requests': ({ retryAfterSeconds }) =>
    answer(429, { message: 'Too many requests' }, { headers: { 'Retry-After': String(retryAfterSeconds) } }),
  unexpected: () => answer(500, { message: 'Internal server error' }),
});

function unreadable(): RouteAnswer {
  return answer(400, { message: 'Bad request' });
}

function forbidden(): RouteAnswer {
  return answer(403, { message: 'Forbidden' });
}
