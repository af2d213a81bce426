import { type LocalUrls, localSettings, setLocalEnvironment } from '#infra/local/local-environment.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { AdminError } from './admin-error.ts';

/**
 * Points the adapters at the running local stack.
 *
 * @throws {AdminError} when it does not run
 */
export async function useLocalStack(): Promise<{ local: LocalUrls; settings: Settings }> {
  const url = (variable: string, port: number) => `http://127.0.0.1:${process.env[variable] || port}`;
  const local = { apiUrl: url('PORT', 3000), databaseUrl: url('DYNAMO_PORT', 8000), inboxUrl: url('INBOX_PORT', 8005) };
  try {
    await fetch(local.databaseUrl);
  } catch {
    throw new AdminError(
      `No local stack answers on ${local.databaseUrl}. Start it with npm start; DYNAMO_PORT says where it is; --stack <name> names a deployed one.`,
    );
  }
  setLocalEnvironment(local, true);
  return { local, settings: localSettings() };
}
