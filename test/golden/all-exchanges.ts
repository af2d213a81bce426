import { crafterProfileExchanges } from './crafter-profile/exchanges.ts';
import { crafterStudioExchanges } from './crafter-studio/exchanges.ts';
import { crafterStudioV2Exchanges } from './crafter-studio-v2/exchanges.ts';
import type { Exchange } from './exchange.ts';
import { trafficOpsExchanges } from './traffic-ops/exchanges.ts';

/** The exchanges of every row of every contract. */
export const allExchanges: readonly Exchange[] = [
  ...crafterProfileExchanges,
  ...crafterStudioExchanges,
  ...crafterStudioV2Exchanges,
  ...trafficOpsExchanges,
];
