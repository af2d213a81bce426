/** Loads one bundle as Lambda does, and answers the events that the parent process sends. It runs in its own process, in plain Node and not in jest. */
export {};

const [url = ''] = process.argv.slice(2);
const { handler } = await import(url);
process.on('message', async (event) => {
  const { statusCode } = await handler(event, { awsRequestId: 'thawed' });
  process.send?.({ statusCode });
});
process.send?.('loaded');
