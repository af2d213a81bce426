import type { Route } from '#lib/http/route.ts';
import type { DescribedOperation } from './described-operation.ts';
import { requestOf } from './request-of.ts';

type Content = { type: string; description: string };

const page: Content = { type: 'text/html', description: 'For people with a browser.' };

/** The content of the routes that do not answer with a page, by the id of the route. */
const files: { readonly [routeId: string]: Content } = {
  'page/common-passwords': {
    type: 'text/plain',
    description:
      'For the script of the reset page. One password on each line, sorted; after an empty line, seasons and months for its meter. Compressed with Brotli or gzip if `Accept-Encoding` allows it.',
  },
};

const answer = (description: string, type = page.type) => ({ description, content: { [type]: { schema: { type: 'string' } } } });

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
  const { type } = files[id] ?? page;
  const described = pageDescription(route);
  return {
    operationId: id,
    tags: [described.tag],
    summary,
    description: described.description,
    security: [],
    ...requestOf(route, described, []),
    responses: {
      200: answer(summary, type),
      ...(route.body === undefined ? { '4XX': byGateway } : refusedForm),
      ...(route.touches.some((verb) => verb.endsWith('Tokens.find')) && {
        404: answer('The link does not work. It is the same for every reason.'),
      }),
      ...(route.touches.includes('limits.count') && {
        429: { ...answer('Too many requests from this address. The page says when to try again.'), headers: retryAfter },
      }),
      default: answer('A page that says what happened and what to do.'),
    },
  };
}
