import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { CodedError, type ResetFailures } from '#lib/reset/errors.ts';
import type { Answer } from './answer.ts';
import { RequestError, type RequestFailures } from './request-error.ts';

/** What every dialect must have words for. A new code does not compile until each of them has. */
export type Failures = ResetFailures & RequestFailures;

type Word<Detail, A> = (detail: Detail, routeId: string, event: APIGatewayProxyEventV2) => A;

/** For each failure, its answer on the route with the given id. The event is for words that depend on who reads them. */
export type Words<F, A = Answer> = { readonly [Code in keyof F]: Word<F[Code], A> };

type Failed = { routeId: string; requestId: string; event: APIGatewayProxyEventV2 };

/** The one function of a dialect that writes a 4xx or 5xx. */
export type Refuse<A = Answer | Promise<Answer>> = (failure: unknown, failed: Failed) => A;

/** A dialect's `refuse`: a failure without words (a defect, an outage) gets those of `unexpected`. */
export function refuseInWords<F extends Failures, A = Answer>(words: Words<F, A>): Refuse<A> {
  // The index signature is the table's own, with the link between a code and its detail given up for the look-up.
  const table = words as { readonly [code: string]: Word<unknown, A> };
  return (failure, { routeId, requestId, event }) => {
    const word = failure instanceof CodedError && Object.hasOwn(table, failure.code) ? table[failure.code] : undefined;
    if (failure instanceof CodedError && word !== undefined) {
      return word(failure.detail, routeId, event);
    }
    const errorName = failure instanceof Error ? failure.name : 'Error';
    return words.unexpected({ errorName, requestId }, routeId, event);
  };
}

/** Whether a failure is a refusal that the caller was meant to get, rather than a defect or an outage. */
export function isRefusal(failure: unknown): failure is CodedError<string, unknown> {
  return failure instanceof CodedError && !(failure instanceof RequestError && failure.code === 'unexpected');
}
