import type { Realm } from '#lib/reset/ports.ts';
import { logger, metrics } from '#lib/runtime/log.ts';
import { ServerMisconfigured } from './product-server.ts';

/**
 * The product's own server does not accept Rekey's credential, or is not the server that the settings name. An operator has to act, so a metric
 * rings an alarm.
 *
 * @param problem says nothing about a person (F4)
 */
export function reportMisconfigured(realm: Realm, problem: string): void {
  logger.error('the product’s own server does not accept Rekey', { realm, problem });
  metrics.addMetric('ServerMisconfigured', 1);
}

/** Waits for the server, and tells the operator if it does not accept Rekey. */
export async function reportingMisconfigured<T>(realm: Realm, asking: Promise<T>): Promise<T> {
  try {
    return await asking;
  } catch (error) {
    if (error instanceof ServerMisconfigured) {
      reportMisconfigured(realm, error.message);
    }
    throw error;
  }
}

/** Nobody knows whether a password was set there, or it was set and no notice is due. An operator has to look, so a metric rings an alarm. */
export function reportClaimLeftOpen(realm: Realm, outcome: 'set' | 'unknown'): void {
  logger.error('a claim was left open', { realm, outcome });
  metrics.addMetric('ClaimsLeftOpen', 1);
}
