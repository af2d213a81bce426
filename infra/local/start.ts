import { runStack } from './run-stack.ts';
import { startStack } from './start-stack.ts';

await runStack({
  name: 'npm start',
  description: 'Runs Rekey on this machine: the API, the database, and an inbox that shows the mails.',
  start: startStack,
});
