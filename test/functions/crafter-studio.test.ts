import { crafterStudioExchanges } from '../golden/crafter-studio.ts';
import { runAgainstSource } from '../golden/run-against-source.ts';

runAgainstSource(crafterStudioExchanges);
