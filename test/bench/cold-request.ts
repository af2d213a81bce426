import { loadSource } from '#infra/local/load-function.ts';
import { sendEvent } from '#test/golden/send-event.ts';

/** Sends one request to a function that is not loaded yet, for `timing.ts`, and prints how many milliseconds that takes. */
const [id = '', request = ''] = process.argv.slice(2);
const startedAt = performance.now();
const handler = (await loadSource(id)) as Parameters<typeof sendEvent>[1];
const { status } = await sendEvent(id, handler, JSON.parse(request), 1);
const milliseconds = performance.now() - startedAt;
if (status !== 200) {
  throw new Error(`${id} answered with ${status}`);
}
console.log(milliseconds);
process.exit(0);
