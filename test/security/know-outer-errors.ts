import { isNativeError } from 'node:util/types';

/**
 * Node makes its network errors outside of jest's realm. There `instanceof Error` is false, so the SDK would wrap them into errors that say
 * nothing, and a lost connection would look like a defect.
 */
export function knowOuterErrors(): void {
  Object.defineProperty(Error, Symbol.hasInstance, {
    configurable: true,
    value(this: unknown, value: unknown): boolean {
      return this === Error ? isNativeError(value) : Function.prototype[Symbol.hasInstance].call(this, value);
    },
  });
}
