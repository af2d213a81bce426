import type { Route } from '#lib/http/route.ts';
import { requestOf } from './request-of.ts';

type Content = { type: string; description: string };

const page: Content = { type: 'text/html', description: 'For people with a browser.' };

/** The routes that answer with something else than a page, by the route's id. */
const files: { readonly [routeId: string]: Content } = {
  'page/common-passwords': { type: 'text/plain', description: 'For the script of the reset page: a password a line, sorted.' },
};

const answer = (description: string, type = page.type) => ({ description, content: { [type]: { schema: { type: 'string' } } } });

const refusedForm = {
  400: answer('The form again, with what is wrong in it.'),
  413: answer('The form again: what was sent is over 16 KiB.'),
};

const byGateway = {
  description: 'API Gateway’s own answer; the route itself refuses nothing.',
  content: {
    'application/json': { schema: { type: 'object', properties: { message: { type: 'string' } }, required: ['message'] } },
  },
};

const retryAfter = { 'Retry-After': { $ref: '#/components/headers/Retry-After' } };

/** A route whose answers are described nowhere: a page for people, who read there what it says, or what such a page fetches. */
export function pageOperationOf(route: Route): object {
  const { id, summary } = route;
  const { type, description } = files[id] ?? page;
  return {
    operationId: id,
    tags: ['Pages'],
    summary,
    description,
    security: [],
    ...requestOf(route, { tag: 'Pages', description, headers: [], answers: {} }, []),
    responses: {
      200: answer(summary, type),
      ...(route.body === undefined ? { '4XX': byGateway } : refusedForm),
      ...(route.touches.includes('limits.count') && {
        429: { ...answer('Too many requests of this address; the page says when to come back.'), headers: retryAfter },
      }),
      default: answer('A page that says what happened, and what to do.'),
    },
  };
}
