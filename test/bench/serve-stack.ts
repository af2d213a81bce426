import { startPlaceStack } from './place-stack.ts';
import { placesOfAccounts } from './timed-routes.ts';

/**
 * Runs the local stack without its mailer and prints its URLs, and the settings that lead to the stand-ins of the products' servers. It is a process of
 * its own, because the database on AWS is one too.
 */
const [givenPlace] = process.argv.slice(2);
const place = placesOfAccounts.find((each) => each === givenPlace) ?? 'own table';
const { stack } = await startPlaceStack(place, async () => async () => undefined);
const { apiUrl, databaseUrl, inboxUrl } = stack;
const ofServers = Object.entries(process.env).filter(([name]) => /^REKEY_(CRAFTER|TRAFFIC_OPS|TOKEN_LIFETIME)_/.test(name));
console.log(JSON.stringify({ apiUrl, databaseUrl, inboxUrl, variables: Object.fromEntries(ofServers) }));
