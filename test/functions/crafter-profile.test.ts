import { crafterProfileExchanges } from '../golden/crafter-profile.ts';
import { runAgainstSource } from '../golden/run-against-source.ts';

runAgainstSource(crafterProfileExchanges);
