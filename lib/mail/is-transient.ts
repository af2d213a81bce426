import { isNativeError } from 'node:util/types';
import { isServerError, isThrottlingError, isTransientError } from '@smithy/core/retry';

/** What an operator may put right while the mail is still worth sending. */
const remediable = [
  'AccountSendingPausedException',
  'ConfigurationSetSendingPausedException',
  'AccessDenied',
  'AccessDeniedException',
];

/**
 * Whether an AWS call failed in a way that passes: throttled, a server's fault, a time-out, the network; or sending that is paused, or a
 * permission that is missing, which operators put right.
 */
export function isTransient(error: unknown): boolean {
  return (
    couldBeOfTheSdk(error) &&
    (isThrottlingError(error) || isServerError(error) || isTransientError(error) || remediable.includes(error.name))
  );
}

/** All that the SDK adds to an error is optional. */
function couldBeOfTheSdk(error: unknown): error is Parameters<typeof isTransientError>[0] {
  return isNativeError(error);
}
