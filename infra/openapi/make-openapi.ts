import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { routes } from '#lib/routes.ts';
import { allExchanges } from '#test/golden/all-exchanges.ts';
import { openApiDocument } from './openapi-document.ts';

/** The text of openapi.json. */
export function makeOpenApi(): string {
  const { version } = z.parse(z.object({ version: z.string() }), JSON.parse(readFileSync('package.json', 'utf8')));
  return `${JSON.stringify(openApiDocument(routes, allExchanges, version), undefined, 2)}\n`;
}
