import type { Route } from '#lib/http/route.ts';
import type { DescribedOperation } from './described-operation.ts';
import { requestOf } from './request-of.ts';

type Content = {
  type: string;
  description: string;
  schema?: object;
  /** Of the answer to a failure, if that is not a page. */
  failure?: string;
};

const page: Content = { type: 'text/html', description: 'For people with a browser.' };

/** The content of the routes that do not answer with a page, by the id of the route. */
const files: { readonly [routeId: string]: Content } = {
  'page/common-passwords': {
    type: 'text/plain',
    description:
      'For the script of the reset page. One password on each line, sorted; after an empty line, seasons and months for its meter. Compressed with Brotli or gzip if `Accept-Encoding` allows it.',
  },
  'page/health': {
    type: 'application/json',
    description:
      'For the health checks of load balancers, DNS and monitoring. It touches no table and counts against no limit. Behind a proxy whose secret Rekey asks for, a check without the secret gets 403.',
    schema: { $ref: '#/components/schemas/health' },
    failure: 'Rekey is not healthy, or the check came past the proxy.',
  },
};

const answer = (description: string, type = page.type, schema: object = { type: 'string' }) => ({
  description,
  content: { [type]: { schema } },
});

const refusedForm = {
  400: answer('The form again, with a message that says what is wrong.'),
  413: answer('The form again, because the body is over 16 KiB.'),
};

const byGateway = {
  description: 'API Gateway’s own answer. The route itself refuses nothing.',
  content: { 'application/json': { schema: { $ref: '#/components/schemas/gatewayMessage' } } },
};

const retryAfter = { 'Retry-After': { $ref: '#/components/headers/Retry-After' } };

/** The description of a route that does not have its own. */
export function pageDescription({ id }: Route): DescribedOperation {
  return { tag: 'Pages', description: (files[id] ?? page).description, headers: [], answers: {} };
}

/** The operation of a route without a description of its answers: a page for people, or a file that such a page fetches. */
export function pageOperationOf(route: Route): object {
  const { id, summary } = route;
  const { type, schema, failure } = files[id] ?? page;
  const described = pageDescription(route);
  return {
    operationId: id,
    tags: [described.tag],
    summary,
    description: described.description,
    security: [],
    ...requestOf(route, described, []),
    responses: {
      200: answer(summary, type, schema),
      ...(route.body === undefined ? { '4XX': byGateway } : refusedForm),
      ...(route.touches.some((verb) => verb.endsWith('Tokens.find')) && {
        404: answer('The link does not work. It is the same for every reason.'),
      }),
      ...(route.touches.includes('limits.count') && {
        429: { ...answer('Too many requests from this address. The page says when to try again.'), headers: retryAfter },
      }),
      default: failure === undefined ? answer('A page that says what happened and what to do.') : answer(failure, type, schema),
    },
  };
}
