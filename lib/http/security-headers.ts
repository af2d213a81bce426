import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { currentSettings } from '#lib/config.ts';

/** Options for middy's security headers: of its many, those that mean something on every answer (F5); a page brings its own. */
export const securityHeaders = {
  contentTypeOptions: { action: 'nosniff' },
  referrerPolicy: { policy: 'no-referrer' },
  contentSecurityPolicy: false,
  crossOriginEmbedderPolicy: false,
  crossOriginOpenerPolicy: false,
  crossOriginResourcePolicy: false,
  dnsPrefetchControl: false,
  downloadOptions: false,
  frameOptions: false,
  originAgentCluster: false,
  permissionsPolicy: false,
  permittedCrossDomainPolicies: false,
  reportTo: false,
  reportingEndpoints: false,
  strictTransportSecurity: false,
  xssProtection: false,
  poweredBy: false,
} as const;

/** The two that depend on the answer or on the settings: no storing unless the dialect has its own words for it, and HTTPS only where there is HTTPS. */
export function otherHeaders(): MiddlewareObj<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2> {
  const step: MiddlewareObj<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>['after'] = ({ response }) => {
    if (response) {
      response.headers = {
        'Cache-Control': 'no-store',
        ...(isHttps() && { 'Strict-Transport-Security': 'max-age=31536000' }),
        ...response.headers,
      };
    }
  };
  return { after: step, onError: step };
}

/** API Gateway's own address is https. So it is taken to be where the settings cannot be read: that refusal needs its headers too. */
function isHttps(): boolean {
  try {
    return currentSettings().publicUrl?.startsWith('https:') ?? true;
  } catch {
    return true;
  }
}
