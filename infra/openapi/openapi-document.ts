import type { Route } from '#lib/http/route.ts';
import type { Exchange } from '#test/golden/exchange.ts';
import { describedOperations } from './described-operations.ts';
import { headers, trafficOpsHeaders } from './headers.ts';
import { operationOf } from './operation-of.ts';
import { pageOperationOf } from './page-operation-of.ts';
import { schemas } from './schemas.ts';
import { securitySchemes } from './security-schemes.ts';
import { servers, serversOf } from './servers-of.ts';

const tags = [
  { name: 'Crafter Profile', description: 'An application asks for its user, and brings the token from the mail back.' },
  { name: 'Crafter Studio', description: 'People ask for themselves; administrators for others.' },
  { name: 'Traffic Ops', description: 'People ask by their mail address, log in with the token, and update themselves.' },
  { name: 'Pages', description: 'For people with a browser, and what those pages fetch.' },
];

const description = `Rekey answers the password-reset calls of Crafter Profile, Crafter Studio and Apache Traffic Ops on their documented URLs.

The ids in the examples (P1, S1, T1, …) are the rows of docs/contracts.md. Every example is a golden exchange: the tests send its request and compare the answer to the byte.

Answers of Crafter Profile and Crafter Studio are \`application/json;charset=UTF-8\`, those of Traffic Ops \`application/json\`. Bodies of requests are UTF-8 and at most 16 KiB.

API Gateway answers by itself, with \`{"message":"…"}\`: 404 to a path or method that is not here, 413 to a body over 10 MB, 429 above the stage’s own throttle, and 503.`;

/** The OpenAPI 3.1 document of the routes, with an example from the golden exchanges for every row of the contracts. */
export function openApiDocument(routes: readonly Route[], exchanges: readonly Exchange[], version: string): object {
  const inReadingOrder = routes.toSorted((a, b) => placeOf(a) - placeOf(b));
  const byPath = Map.groupBy(inReadingOrder, ({ paths }) => paths[0] ?? '');
  const used = new Set(routes.map(({ id }) => describedOperations[id]?.tag ?? 'Pages'));
  return {
    openapi: '3.1.0',
    info: { title: 'Rekey', version, description, license: { name: 'Apache License 2.0', identifier: 'Apache-2.0' } },
    servers,
    tags: tags.filter(({ name }) => used.has(name)),
    paths: Object.fromEntries([...byPath].map(([path, same]) => [path, pathItem(same, exchanges)])),
    components: { securitySchemes, schemas, headers: { ...headers, ...trafficOpsComponents } },
  };
}

/** As described here, a request before its redemption; then what is not. */
function placeOf({ id }: Route): number {
  const place = Object.keys(describedOperations).indexOf(id);
  return place === -1 ? Number.MAX_SAFE_INTEGER : place;
}

const trafficOpsComponents = Object.fromEntries(
  Object.entries(trafficOpsHeaders).map(([name, header]) => [`traffic-ops.${name}`, header]),
);

function pathItem(routes: readonly Route[], exchanges: readonly Exchange[]): object {
  const own = routes.flatMap((route) => serversOf(route) ?? []);
  const operations = routes.map((route) => {
    const described = describedOperations[route.id];
    return [
      route.method.toLowerCase(),
      described === undefined ? pageOperationOf(route) : operationOf(route, described, exchanges),
    ];
  });
  return { ...(own.length > 0 && { servers: own }), ...Object.fromEntries(operations) };
}
