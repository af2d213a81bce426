import { isProduction } from '#test/credentials.ts';
import { startMemoryRekey } from './memory-rekey.ts';
import type { Rekey, SettingVariables } from './rekey.ts';
import { startWiredRekey } from './wired-rekey.ts';

/**
 * Call it once per test file. The fast lane runs these tests over ports in memory; the slow lane runs the same tests over the protocols of DynamoDB and SES.
 *
 * @param demo whether Rekey runs as the demo or as in production
 */
export function startRekey(settings: SettingVariables = {}, { demo = !isProduction } = {}): Promise<Rekey> {
  return process.env.TEST_LANE === 'slow' ? startWiredRekey(settings, { demo }) : startMemoryRekey(settings, { demo });
}
