import type { Settings } from '#lib/settings/settings.ts';
import { maximumCalls } from '#lib/upstream/crafter-studio/studio-accounts.ts';
import type { HttpClient } from '#lib/upstream/http-client.ts';
import { serverClient } from '#lib/upstream/server-client.ts';

/** The process's client for calls that carry the credential of their caller to the Crafter Studio that the settings name. */
export function studioClient({ crafterStudioUrl }: Settings): HttpClient {
  return serverClient(crafterStudioUrl, maximumCalls);
}
