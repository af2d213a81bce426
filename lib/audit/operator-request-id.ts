import { randomText } from '#lib/reset/token.ts';

const prefix = 'operator-';

/** The id of a request that the command line makes. API Gateway makes no such id. */
export function operatorRequestId(): string {
  return `${prefix}${randomText(9)}`;
}

export function isOperatorRequest(requestId: string): boolean {
  return requestId.startsWith(prefix);
}
