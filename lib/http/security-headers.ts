import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Settings } from '#lib/settings/settings.ts';

/**
 * The headers that every answer has (F5): HTTPS only where there is HTTPS, and where the dialect has its own words for one, those. Written out, since
 * middy’s middleware knows many more, whose defaults a cold start would load and merge.
 */
export function securityHeaders(
  settings: () => Settings,
): MiddlewareObj<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2> {
  const step: MiddlewareObj<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>['after'] = ({ response }) => {
    if (response) {
      response.headers = {
        'X-Content-Type-Options': 'nosniff',
        'Referrer-Policy': 'no-referrer',
        'Cache-Control': 'no-store',
        ...(isHttps(settings) && { 'Strict-Transport-Security': 'max-age=31536000' }),
        ...response.headers,
      };
    }
  };
  return { after: step, onError: step };
}

/** API Gateway's own address is https. So it is taken to be where the settings cannot be read: that refusal needs its headers too. */
function isHttps(settings: () => Settings): boolean {
  try {
    return settings().publicUrl?.startsWith('https:') ?? true;
  } catch {
    return true;
  }
}
