import type { Settings } from '#lib/settings/settings.ts';

const contextPaths = ['/crafter-profile', '/studio'];

/**
 * `<base>` of the contracts: the public URL, plus the product's context path when the request used it. Never from a request header (M5):
 * the domain name in the event's context is API Gateway's own.
 */
export function baseUrl(rawPath: string, domainName: string, settings: Pick<Settings, 'publicUrl'>): string {
  const contextPath = contextPaths.find((prefix) => rawPath.startsWith(`${prefix}/`)) ?? '';
  return `${settings.publicUrl ?? `https://${domainName}`}${contextPath}`;
}
