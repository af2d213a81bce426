import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { CodedError, type ResetFailures } from '#lib/reset/errors.ts';
import type { RouteAnswer } from './answer.ts';
import type { RequestFailures } from './request-error.ts';

/**
 * All failures of the rules and of reading a request. A dialect leaves out, by `Omit`, those that cannot reach its routes. So a new failure does
 * not compile until each dialect has an answer to it or says that it cannot happen.
 */
export type Failures = ResetFailures & RequestFailures;

/** The answer to each failure. It gets the failure's detail, the id of the route, and the event, for answers that depend on who reads them. */
export type RefusalTable<F, A = RouteAnswer> = { readonly [Code in keyof F]: Answering<F[Code], A> } & {
  /** Answers anything else: a defect or an outage. `errorName` and `requestId` lead to it in the logs. */
  readonly unexpected: Answering<{ errorName: string; requestId: string }, A>;
};

type Answering<Detail, A> = (detail: Detail, routeId: string, event: APIGatewayProxyEventV2) => A;

/** The one function of a dialect that writes a 4xx or 5xx. */
export type Refuse<A = RouteAnswer | Promise<RouteAnswer>> = ((failure: unknown, failed: Failed) => A) & {
  /** Whether the table has an answer to this failure. Anything else is a defect or an outage. */
  expects(failure: unknown): failure is CodedError<string, unknown>;
};

type Failed = { routeId: string; requestId: string; event: APIGatewayProxyEventV2 };

/** Makes the `refuse` of a dialect. A failure that the table does not have gets the answer of `unexpected`. */
export function refuseByTable<F, A = RouteAnswer>(table: RefusalTable<F, A>): Refuse<A> {
  // The index signature is the table's own. The look-up by name gives up the link between a code and its detail.
  const byCode = table as unknown as { readonly [code: string]: Answering<unknown, A> };
  const expects = (failure: unknown): failure is CodedError<string, unknown> =>
    failure instanceof CodedError && Object.hasOwn(table, failure.code);
  const refuse = (failure: unknown, { routeId, requestId, event }: Failed): A => {
    const answerTo = expects(failure) ? byCode[failure.code] : undefined;
    if (expects(failure) && answerTo !== undefined) {
      return answerTo(failure.detail, routeId, event);
    }
    const errorName = failure instanceof Error ? failure.name : 'Error';
    return table.unexpected({ errorName, requestId }, routeId, event);
  };
  return Object.assign(refuse, { expects });
}
