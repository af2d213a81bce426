import { isNativeError } from 'node:util/types';

/**
 * Node makes its network errors outside of jest's realm. There the SDK, which asks `instanceof Error`, would wrap them into errors that say
 * nothing, and a line that hangs up would look like a defect.
 */
export function knowOuterErrors(): void {
  Object.defineProperty(Error, Symbol.hasInstance, {
    configurable: true,
    value(this: unknown, value: unknown): boolean {
      return this === Error ? isNativeError(value) : Function.prototype[Symbol.hasInstance].call(this, value);
    },
  });
}
