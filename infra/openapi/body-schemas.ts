import type { Route } from '#lib/http/route.ts';
import type { DescribedOperation } from './described-operation.ts';
import type { GoldenExample } from './golden-examples.ts';
import { type JsonSchema, jsonSchemaOf } from './json-schema-of.ts';
import { fieldsOfBody } from './parameters-anywhere.ts';

/** The component that holds the body of a route's requests. Generated clients name a type after it. */
export function bodyReference({ id }: Route): JsonSchema {
  return { $ref: `#/components/schemas/${bodyName(id)}` };
}

/** The schema of a route's body under the name of its component; empty if the route takes none. */
export function bodySchemas(
  route: Route,
  { body, notes }: DescribedOperation,
  examples: readonly GoldenExample[],
): { readonly [name: string]: JsonSchema } {
  const schema = route.parameters
    ? { type: 'object', properties: fieldsOfBody(route, notes, examples) }
    : (body ?? (route.body && jsonSchemaOf(route.body(), notes)));
  return schema === undefined ? {} : { [bodyName(route.id)]: schema };
}

/** `crafter-studio/set-password` becomes `crafterStudioSetPasswordBody`. */
function bodyName(routeId: string): string {
  return `${routeId.replace(/[-/](\w)/g, (_, letter: string) => letter.toUpperCase())}Body`;
}
