import { setLocalEnvironment } from '../local/local-environment.ts';
import { AdminError } from './admin-error.ts';

/**
 * Points the adapters at the running local stack.
 *
 * @throws {AdminError} when it does not run
 */
export async function useLocalStack(): Promise<void> {
  const local = (variable: string, port: number) => `http://127.0.0.1:${process.env[variable] || port}`;
  const urls = { apiUrl: local('PORT', 3000), databaseUrl: local('DYNAMO_PORT', 8000), inboxUrl: local('INBOX_PORT', 8005) };
  try {
    await fetch(urls.databaseUrl);
  } catch {
    throw new AdminError(`No local stack answers on ${urls.databaseUrl}. Start it with npm start; DYNAMO_PORT says where it is.`);
  }
  setLocalEnvironment(urls, true);
}
