/** Imports one bundle into this new process and sends it one request, for `first-requests.ts`. Prints how many milliseconds each takes. */
export {};

const [url = '', event = ''] = process.argv.slice(2);
const startedAt = performance.now();
const { handler } = await import(url);
const importedAt = performance.now();
const { statusCode = 200 } = await handler(JSON.parse(event), { awsRequestId: 'first' });
const answeredAt = performance.now();
if (statusCode !== 200) {
  throw new Error(`the first request was answered with ${statusCode}`);
}
console.log(JSON.stringify([importedAt - startedAt, answeredAt - importedAt]));
process.exit(0);
