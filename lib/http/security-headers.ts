import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { currentSettings } from '#lib/config.ts';

/** Options for middy's security headers: of its many, those that mean something on an answer that is not a page (F5). */
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
      const isHttps = currentSettings().publicUrl?.startsWith('https:') ?? true;
      response.headers = {
        'Cache-Control': 'no-store',
        ...(isHttps && { 'Strict-Transport-Security': 'max-age=31536000' }),
        ...response.headers,
      };
    }
  };
  return { after: step, onError: step };
}
