import { SettingsError } from '#lib/settings/settings.ts';
import { certificateAuthorities } from './certificate-authorities.ts';
import { type HttpClient, httpClient } from './http-client.ts';

/**
 * The client for the server with this base URL.
 *
 * @param maximumCalls how many calls of this process may run at the same time
 */
export function serverClient(url: string | null, maximumCalls: number): HttpClient {
  if (url === null) {
    throw new SettingsError('the URL of the product’s own server is not set');
  }
  return httpClient({ url, maximumCalls, ...(certificateAuthorities !== undefined && { certificateAuthorities }) });
}
