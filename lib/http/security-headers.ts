import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Settings } from '#lib/settings/settings.ts';

/**
 * Adds the headers that every answer has (F5). HSTS is added only where there is HTTPS, and a header that the dialect sets itself stays. They are
 * written out because middy’s middleware has many more, and a cold start would load and merge their defaults.
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

/** API Gateway's own address is https. The refusal needs its headers even if the settings cannot be read, so https is assumed then. */
function isHttps(settings: () => Settings): boolean {
  try {
    return settings().publicUrl?.startsWith('https:') ?? true;
  } catch {
    return true;
  }
}
