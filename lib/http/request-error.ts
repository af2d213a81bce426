import { CodedError } from '#lib/reset/errors.ts';
import type { InputFault } from './check-input.ts';

/** What can be wrong with a request before any rule is asked. */
export type RequestFailures = {
  'path-refused': InputFault;
  'query-refused': InputFault;
  'body-refused': InputFault;
  'body-unreadable': { problem: string };
  'body-too-large': null;
  /** A browser asked ahead of its user (K11). */
  prefetched: null;
  /** Anything else: a defect or an outage. `errorName` and `requestId` lead to it in the logs. */
  unexpected: { errorName: string; requestId: string };
};

export class RequestError<Code extends keyof RequestFailures = keyof RequestFailures> extends CodedError<
  Code,
  RequestFailures[Code]
> {
  override readonly name = 'RequestError';
}
