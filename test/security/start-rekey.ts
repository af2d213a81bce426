import { startMemoryRekey } from './memory-rekey.ts';
import type { Rekey, SettingVariables } from './rekey.ts';
import { startWiredRekey } from './wired-rekey.ts';

/**
 * Once per test file. The fast lane runs these tests over ports in memory; the slow lane runs the same tests over the protocols of DynamoDB and SES.
 */
export function startRekey(settings: SettingVariables = {}): Promise<Rekey> {
  return process.env.TEST_LANE === 'slow' ? startWiredRekey(settings) : startMemoryRekey(settings);
}
