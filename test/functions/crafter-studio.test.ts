import { crafterStudioExchanges } from '../golden/crafter-studio.ts';
import { runAgainstSource } from '../golden/run-against-source.ts';

process.env.REKEY_BCRYPT_COST = '10';

runAgainstSource(crafterStudioExchanges);
