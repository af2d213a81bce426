import { version } from '#infra/version.ts';
import type { Route } from '#lib/http/route.ts';
import { routes as allRoutes } from '#lib/routes.ts';
import { allExchanges } from '#test/golden/all-exchanges.ts';
import type { Exchange } from '#test/golden/exchange.ts';
import { bodySchemas } from './body-schemas.ts';
import { crafterProfileOperations } from './crafter-profile.ts';
import { crafterStudioOperations } from './crafter-studio.ts';
import { crafterStudioV2Operations } from './crafter-studio-v2.ts';
import type { DescribedOperation } from './described-operation.ts';
import { headers, trafficOpsHeaders } from './headers.ts';
import { operationOf, successExamples } from './operation-of.ts';
import { pageCalls } from './page-calls.ts';
import { pageDescription, pageOperationOf } from './page-operation-of.ts';
import { schemas } from './schemas.ts';
import { securitySchemes } from './security-schemes.ts';
import { servers } from './servers.ts';
import { trafficOpsOperations, trafficOpsUpdates } from './traffic-ops.ts';

/** The text of openapi.json. */
export function openApiText(): string {
  return `${JSON.stringify(openApiDocument(allRoutes, allExchanges, version), undefined, 2)}\n`;
}

/** The OpenAPI 3.1 document of these routes. Every row of the contracts has an example from the golden exchanges. */
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
    components: {
      securitySchemes,
      schemas: { ...schemas, ...trafficOpsUpdates, ...allBodies(inReadingOrder, exchanges) },
      headers: { ...headers, ...trafficOpsComponents },
    },
  };
}

const tags = [
  { name: 'Crafter Profile', description: 'An application asks for its user and sends the token from the mail back.' },
  { name: 'Crafter Studio', description: 'People ask for themselves. Administrators ask for others.' },
  {
    name: 'Crafter Studio 4 and 5',
    description: 'The calls of Studio’s own login page and user management, from release 3.1 on.',
  },
  {
    name: 'Traffic Ops',
    description: 'People ask with their mail address, log in with the token, and update their own user.',
  },
  { name: 'Pages', description: 'Pages for people with a browser, and what these pages fetch and send.' },
];

const description = `Rekey answers the password-reset calls of Crafter Profile, Crafter Studio and Apache Traffic Ops on their documented URLs.

The ids in the examples (P1, S1, VF1, T1, …) are the rows of docs/contracts.md. Every example is a golden exchange: the tests send its request and compare the answer byte for byte.

Crafter Profile and Crafter Studio’s documented calls answer with \`application/json;charset=UTF-8\`, Traffic Ops and Crafter Studio 4 and 5 with \`application/json\`. Request bodies are UTF-8 and at most 16 KiB.

API Gateway itself answers some requests, with \`{"message":"…"}\`: 404 for most paths and methods that are not in this document, 413 for a body over 10 MB, 429 above the throttle of the stage, and 503. A browser that opens a damaged reset link gets a page instead of that 404.`;

/** What the document says about the operations that their routes do not declare, by the id of the route, in reading order. */
const describedOperations: { readonly [routeId: string]: DescribedOperation } = {
  ...crafterProfileOperations,
  ...crafterStudioOperations,
  ...crafterStudioV2Operations,
  ...trafficOpsOperations,
  ...pageCalls,
};

const trafficOpsComponents = Object.fromEntries(
  Object.entries(trafficOpsHeaders).map(([name, header]) => [`traffic-ops.${name}`, header]),
);

/** Described routes come in the order of their descriptions, so that a request stands before its redemption. All others come after them. */
function placeOf({ id }: Route): number {
  const place = Object.keys(describedOperations).indexOf(id);
  return place === -1 ? Number.MAX_SAFE_INTEGER : place;
}

function allBodies(routes: readonly Route[], exchanges: readonly Exchange[]): object {
  const bodies = routes.flatMap((route) => {
    const described = describedOperations[route.id] ?? pageDescription(route);
    return Object.entries(bodySchemas(route, described, successExamples(route, described, exchanges)));
  });
  return Object.fromEntries(bodies);
}

function pathItem(routes: readonly Route[], exchanges: readonly Exchange[]): object {
  const operations = routes.map((route) => {
    const described = describedOperations[route.id];
    return [
      route.method.toLowerCase(),
      described === undefined ? pageOperationOf(route) : operationOf(route, described, exchanges),
    ];
  });
  return Object.fromEntries(operations);
}
