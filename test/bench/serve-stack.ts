import { startStack } from '#infra/local/start-stack.ts';

/** The local stack without its mailer, in a process of its own, as the database is on AWS. Prints its URLs. */
const withoutMailer = async () => async () => undefined;
const { apiUrl, databaseUrl, inboxUrl } = await startStack({
  port: 0,
  dynamoPort: 0,
  inboxPort: 0,
  quiet: true,
  handlers: withoutMailer,
});
console.log(JSON.stringify({ apiUrl, databaseUrl, inboxUrl }));
