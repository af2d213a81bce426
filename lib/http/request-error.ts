import { CodedError } from '#lib/reset/errors.ts';
import type { InputFault } from './check-input.ts';

/** What can be wrong with a request before any rule is asked. */
export type RequestFailures = {
  'path-refused': InputFault;
  'query-refused': InputFault;
  'body-refused': InputFault;
  'parameters-refused': InputFault;
  'body-unreadable': { problem: string };
  'body-too-large': null;
  /** Only the proxy's requests are answered, and this is not one of them. */
  'past-the-proxy': null;
};

export class RequestError<Code extends keyof RequestFailures = keyof RequestFailures> extends CodedError<
  Code,
  RequestFailures[Code]
> {
  override readonly name = 'RequestError';
}
