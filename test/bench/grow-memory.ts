import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { forgotPassword } from '#test/golden/crafter-studio/parts.ts';
import { eventOf } from '#test/golden/send-event.ts';

/** Sends thousands of requests to one function, each for another person, for `memory.ts`. Prints the size of its heap in KB as it goes. */
const [url = ''] = process.argv.slice(2);
const requests = 10_000;
const atOnce = 16;
const { handler } = await import(url);
setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');
const heaps: number[] = [];

for (let count = 0; count <= requests; count += atOnce) {
  if (count % (requests / 10) < atOnce) {
    collectGarbage();
    heaps.push(process.memoryUsage().heapUsed / 1000);
  }
  const answers = await Promise.all(Array.from({ length: atOnce }, (_, index) => ask(count + index)));
  if (answers.some(({ statusCode }) => statusCode !== 200)) {
    throw new Error('a request was refused');
  }
}
console.log(JSON.stringify(heaps));
process.exit(0);

function ask(number: number): Promise<{ statusCode: number }> {
  const event = eventOf(forgotPassword(`?username=grower-${number}`).request, number % 60_000);
  return handler(event, { awsRequestId: 'memory' });
}
