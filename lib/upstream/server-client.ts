import { SettingsError } from '#lib/settings/settings.ts';
import { certificateAuthorities } from './certificate-authorities.ts';
import { type HttpClient, httpClient } from './http-client.ts';

/**
 * The process's client for the server with this base URL. Its connections stay open from call to call.
 *
 * @param maximumCalls how many calls of this process may run at the same time; the same for each call with this URL
 */
export function serverClient(url: string | null, maximumCalls: number): HttpClient {
  if (url === null) {
    throw new SettingsError('the URL of the product’s own server is not set');
  }
  const client =
    clients.get(url) ??
    httpClient({ url, maximumCalls, ...(certificateAuthorities !== undefined && { certificateAuthorities }) });
  clients.set(url, client);
  return client;
}

const clients = new Map<string, HttpClient>();
