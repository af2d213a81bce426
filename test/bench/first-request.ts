/** Imports one bundle into this new process and sends it one request, for `first-requests.ts`. Prints how many milliseconds each takes, and how many of processor time both. */
export {};

const [url = '', event = ''] = process.argv.slice(2);
const usedBefore = process.cpuUsage();
const startedAt = performance.now();
const { handler } = await import(url);
const importedAt = performance.now();
const { statusCode = 200 } = await handler(JSON.parse(event), { awsRequestId: 'first' });
const answeredAt = performance.now();
const { user, system } = process.cpuUsage(usedBefore);
if (statusCode !== 200) {
  throw new Error(`the first request was answered with ${statusCode}`);
}
console.log(JSON.stringify([importedAt - startedAt, answeredAt - importedAt, (user + system) / 1000]));
process.exit(0);
