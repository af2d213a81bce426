import { startStack } from '#infra/local/start-stack.ts';

/** Runs the local stack without its mailer and prints its URLs. It is a process of its own, because the database on AWS is one too. */
const withoutMailer = async () => async () => undefined;
const { apiUrl, databaseUrl, inboxUrl } = await startStack({
  port: 0,
  dynamoPort: 0,
  inboxPort: 0,
  quiet: true,
  handlers: withoutMailer,
});
console.log(JSON.stringify({ apiUrl, databaseUrl, inboxUrl }));
