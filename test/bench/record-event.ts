/** Imports a bundle into this new process and hands it one event, for `record-calls.ts`, which watches its calls. */
export {};

const [url = '', event = ''] = process.argv.slice(2);
const { handler } = await import(url);
console.log(JSON.stringify(await handler(JSON.parse(event), { awsRequestId: 'recorded' })));
process.exit(0);
