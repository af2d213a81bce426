import { isNativeError } from 'node:util/types';
import { isServerError, isThrottlingError, isTransientError } from '@smithy/core/retry';

/** Whether an AWS call failed in a way that passes: throttled, a server's fault, a time-out or the network. */
export function isTransient(error: unknown): boolean {
  return couldBeOfTheSdk(error) && (isThrottlingError(error) || isServerError(error) || isTransientError(error));
}

/** All that the SDK adds to an error is optional. */
function couldBeOfTheSdk(error: unknown): error is Parameters<typeof isTransientError>[0] {
  return isNativeError(error);
}
