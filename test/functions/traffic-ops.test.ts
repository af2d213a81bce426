import { runAgainstSource } from '../golden/run-against-source.ts';
import { trafficOpsExchanges } from '../golden/traffic-ops.ts';

runAgainstSource(trafficOpsExchanges);
