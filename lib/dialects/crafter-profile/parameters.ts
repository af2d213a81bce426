import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type * as z from 'zod/mini';
import { readQuery } from '#lib/http/call.ts';
import { checkInput } from '#lib/http/check-input.ts';
import { parsePairs, readBody, readJsonObject } from '#lib/http/read-body.ts';
import { RequestError } from '#lib/http/request-error.ts';
import type { Application } from '#lib/reset/ports.ts';

/** Every value of every parameter that has one, those of the query string first. */
export type Given = { readonly [name: string]: readonly string[] | undefined };

/**
 * The parameters of a call, from the query string and a form or JSON body, mixed freely. A body that cannot be read counts as empty.
 *
 * @throws {RequestError} `body-too-large` (P12)
 */
export function readParameters(event: APIGatewayProxyEventV2): Given {
  const given = new Map<string, string[]>();
  for (const [name, value] of [...Object.entries(readQuery(event)), ...Object.entries(readFields(event))]) {
    for (const item of [value].flat()) {
      if (typeof item === 'string') {
        given.set(name, [...(given.get(name) ?? []), item]);
      }
    }
  }
  return Object.fromEntries(given);
}

function readFields(event: APIGatewayProxyEventV2): object {
  try {
    const isForm = /^application\/x-www-form-urlencoded\s*(;|$)/i.test(event.headers?.['content-type'] ?? '');
    return isForm ? parsePairs(readBody(event)) : textFields(readJsonObject(event));
  } catch (error) {
    if (error instanceof RequestError && error.code === 'body-unreadable') {
      return {};
    }
    throw error;
  }
}

/** Of JSON only strings are values, and a list of them only where several values mean something (K7, M1). */
function textFields(fields: object): object {
  const isList = (name: string) => name === 'attributesToReturn' || name === 'attributeToReturn';
  return Object.fromEntries(Object.entries(fields).filter(([name, value]) => !Array.isArray(value) || isList(name)));
}

/** The access token id, empty when absent. */
export function accessTokenIn(given: Given): string {
  return given.accessTokenId?.[0] ?? '';
}

/**
 * The required parameters. Those that are absent are only spoken of to an application that may call (P1–P3 come before P4); when all are
 * there, this does not wait.
 *
 * @throws {RequestError} `query-refused`, after the application's access token has been found good
 */
export async function requiredParameters<Schema extends z.ZodMiniType>(
  schema: Schema,
  given: Given,
  application: Promise<Application>,
): Promise<z.output<Schema>> {
  const first = Object.fromEntries(Object.entries(given).map(([name, values]) => [name, values?.[0]]));
  try {
    return checkInput(schema, first, (fault) => new RequestError('query-refused', fault));
  } catch (fault) {
    await application;
    throw fault;
  }
}
