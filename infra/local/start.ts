import { runStack } from './run-stack.ts';
import { startStack } from './start-stack.ts';

await runStack(startStack);
