import { runAgainstSource } from '#test/golden/run-against-source.ts';
import { trafficOpsExchanges } from '#test/golden/traffic-ops/exchanges.ts';

runAgainstSource(trafficOpsExchanges);
