import type { APIGatewayProxyEventV2 } from 'aws-lambda';

/** No browser sends more, so nothing longer helps to choose a language. */
const longestLanguages = 100;

/** The request's `Accept-Language`. The cut may halve a character, which no database stores. */
export function languagesIn(headers: APIGatewayProxyEventV2['headers'] | undefined): string {
  return (headers?.['accept-language'] ?? '').slice(0, longestLanguages).toWellFormed();
}
