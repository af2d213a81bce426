import { crafterProfileExchanges } from './crafter-profile.ts';
import { crafterStudioExchanges } from './crafter-studio.ts';
import type { Exchange } from './exchange.ts';
import { trafficOpsExchanges } from './traffic-ops.ts';

/** Every row of every contract. */
export const allExchanges: readonly Exchange[] = [...crafterProfileExchanges, ...crafterStudioExchanges, ...trafficOpsExchanges];
