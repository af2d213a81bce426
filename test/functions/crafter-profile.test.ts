import { crafterProfileExchanges } from '../golden/crafter-profile.ts';
import { runAgainstSource } from '../golden/run-against-source.ts';

process.env.REKEY_BCRYPT_COST = '10';

runAgainstSource(crafterProfileExchanges);
