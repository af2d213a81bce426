import { describe } from '@jest/globals';
import { localSettings } from '#infra/local/local-environment.ts';
import { parseSettings } from '#lib/settings/settings.ts';
import type { Exchange } from './exchange.ts';
import { memoryWorld } from './memory-world.ts';
import { runExchanges } from './run-exchanges.ts';

/**
 * Runs exchanges against the functions' source in this process, with a world in memory for each group of settings. `test/functions/wire.test.ts` and the
 * bundles prove that DynamoDB's adapters give the same answers.
 */
export function runAgainstSource(exchanges: readonly Exchange[]): void {
  localSettings();
  process.env.REKEY_LOG = 'nothing';
  const bySettings = Map.groupBy(exchanges, ({ settings = {} }) => JSON.stringify(settings));
  for (const [settings, group] of bySettings) {
    describe(settings === '{}' ? 'with the demo’s settings' : `with ${settings}`, () => {
      const environment = { REKEY_PUBLIC_URL: 'http://localhost:3000', ...process.env, ...JSON.parse(settings) };
      const world = memoryWorld(parseSettings(environment));
      runExchanges(
        group,
        () => world,
        (_exchange, request, address) => world.answer(request, address),
      );
    });
  }
}
