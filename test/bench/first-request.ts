/** Imports one bundle into this new process and gives it one request, for `first-requests.ts`. Prints the milliseconds of both together. */
export {};

const [url = '', event = ''] = process.argv.slice(2);
const startedAt = performance.now();
const { handler } = await import(url);
const { statusCode = 200 } = await handler(JSON.parse(event), { awsRequestId: 'first' });
const milliseconds = performance.now() - startedAt;
if (statusCode !== 200) throw new Error(`the first request was answered with ${statusCode}`);
console.log(milliseconds);
process.exit(0);
