import type { ParsedUrlQuery } from 'node:querystring';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { parseMultipart } from './parse-multipart.ts';
import { parsePairs, readBody, readJsonObject } from './read-body.ts';
import { RequestError } from './request-error.ts';

export type QueryOfEvent = Partial<Pick<APIGatewayProxyEventV2, 'rawQueryString' | 'queryStringParameters'>>;

/** Every value of every query parameter. Events made by hand may lack the raw query string. */
export function readQuery(event: QueryOfEvent): ParsedUrlQuery {
  return event.rawQueryString === undefined ? { ...event.queryStringParameters } : parsePairs(event.rawQueryString);
}

/** The first value of each name. */
export function firstValues(pairs: ParsedUrlQuery): { [name: string]: string | undefined } {
  return Object.fromEntries(Object.entries(pairs).map(([name, value]) => [name, typeof value === 'string' ? value : value?.[0]]));
}

/**
 * Reads the parameters of a call from the query string and from a form (of either type) or JSON body, mixed freely. The values of the query string
 * come first. A body that cannot be read counts as empty.
 *
 * @param lists the names that have a list of values; the others have their first value
 * @throws {RequestError} `body-too-large`
 */
export function readParameters(
  event: APIGatewayProxyEventV2,
  lists: readonly string[],
): { readonly [name: string]: string | readonly string[] | undefined } {
  const given = new Map<string, string[]>();
  for (const [name, value] of [...Object.entries(readQuery(event)), ...Object.entries(readFields(event, lists))]) {
    for (const item of [value].flat()) {
      if (typeof item === 'string') {
        valuesOf(given, name).push(item);
      }
    }
  }
  return Object.fromEntries([...given].map(([name, values]) => [name, lists.includes(name) ? values : values[0]]));
}

/** The list of a name, which every further value is added to: a copy for each value would cost the square of their number (F7). */
function valuesOf(given: Map<string, string[]>, name: string): string[] {
  const values = given.get(name) ?? [];
  given.set(name, values);
  return values;
}

/** No client sends a longer Content-Type. */
const longestType = 200;

function readFields(event: APIGatewayProxyEventV2, lists: readonly string[]): object {
  try {
    const contentType = (event.headers?.['content-type'] ?? '').slice(0, longestType);
    switch (/^[^;\s]+/.exec(contentType)?.[0].toLowerCase()) {
      case 'application/x-www-form-urlencoded':
        return parsePairs(readBody(event));
      case 'multipart/form-data':
        return parseMultipart(contentType, readBody(event)) ?? {};
      default:
        return withoutLists(readJsonObject(event), lists);
    }
  } catch (error) {
    if (error instanceof RequestError && error.code === 'body-unreadable') {
      return {};
    }
    throw error;
  }
}

/** In JSON a list counts only for a name that has a list of values (K7, M1). */
function withoutLists(fields: object, lists: readonly string[]): object {
  return Object.fromEntries(Object.entries(fields).filter(([name, value]) => !Array.isArray(value) || lists.includes(name)));
}
