import { crafterProfileExchanges } from './crafter-profile/exchanges.ts';
import { crafterStudioExchanges } from './crafter-studio/exchanges.ts';
import type { Exchange } from './exchange.ts';
import { trafficOpsExchanges } from './traffic-ops/exchanges.ts';

/** The exchanges of every row of every contract. */
export const allExchanges: readonly Exchange[] = [...crafterProfileExchanges, ...crafterStudioExchanges, ...trafficOpsExchanges];
