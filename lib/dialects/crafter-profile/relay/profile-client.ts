import type { Settings } from '#lib/settings/settings.ts';
import { maximumCalls } from '#lib/upstream/crafter-profile/profile-accounts.ts';
import type { HttpClient } from '#lib/upstream/http-client.ts';
import { serverClient } from '#lib/upstream/server-client.ts';

const clients = new Map<string | null, HttpClient>();

/** The process's client for the Crafter Profile that the settings name. Its connections stay open from call to call. */
export function profileClient({ crafterProfileUrl: url }: Settings): HttpClient {
  const client = clients.get(url) ?? serverClient(url, maximumCalls);
  clients.set(url, client);
  return client;
}
