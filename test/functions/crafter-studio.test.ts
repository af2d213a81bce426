import { crafterStudioExchanges } from '#test/golden/crafter-studio/exchanges.ts';
import { runAgainstSource } from '#test/golden/run-against-source.ts';

runAgainstSource(crafterStudioExchanges);
