import { crafterProfileExchanges } from '#test/golden/crafter-profile/exchanges.ts';
import { runAgainstSource } from '#test/golden/run-against-source.ts';

runAgainstSource(crafterProfileExchanges);
