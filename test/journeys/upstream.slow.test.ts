// It takes seconds because it goes the whole way of each product: mail, real hashes at the stand-ins, and logins there.
import { afterAll, beforeAll } from '@jest/globals';
import { serverUrlsOf } from '#infra/local/doubles/start-doubles.ts';
import { startUpstreamStack, type UpstreamStack } from '#infra/local/start-upstream-stack.ts';
import { runUpstreamJourneys } from './upstream-journeys.ts';

const port = { number: 0, variable: 'PORT' };
let stack: UpstreamStack;

beforeAll(async () => {
  const ports = { 'crafter-profile': port, 'crafter-studio': port, 'traffic-ops': port };
  stack = await startUpstreamStack({ port: 0, dynamoPort: 0, inboxPort: 0, quiet: true }, ports);
});
// Stopping fails if the stand-ins got calls that Rekey should have answered.
afterAll(() => stack.stop());

runUpstreamJourneys(() => ({ ...stack, serverUrls: serverUrlsOf(stack.doubles) }));
