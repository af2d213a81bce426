import { isNativeError } from 'node:util/types';
import { isServerError, isThrottlingError, isTransientError } from '@smithy/core/retry';

/**
 * Whether a failed call may succeed later. This is so if it was throttled, if the server, the network or a time-out was at fault, and if
 * sending is paused or a permission is missing, because an operator can fix that.
 */
export function isTransient(error: unknown): boolean {
  return (
    couldBeOfTheSdk(error) &&
    (isThrottlingError(error) || isServerError(error) || isTransientError(error) || remediable.includes(error.name))
  );
}

/** Everything that the SDK adds to an error is optional, so any error can be one of the SDK's. */
function couldBeOfTheSdk(error: unknown): error is Parameters<typeof isTransientError>[0] {
  return isNativeError(error);
}

/** Errors that pass, or that an operator can fix while the mail is still worth sending. The last two are of a product's own server. */
const remediable = [
  'AccountSendingPausedException',
  'ConfigurationSetSendingPausedException',
  'AccessDenied',
  'AccessDeniedException',
  'ServerUnavailable',
  'ServerMisconfigured',
];
