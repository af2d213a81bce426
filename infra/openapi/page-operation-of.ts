import type { Route } from '#lib/http/route.ts';
import { requestOf } from './request-of.ts';

/** The content types of routes that answer with something else than a page, by the route's id. */
const contentTypes: { readonly [routeId: string]: string } = { 'page/common-passwords': 'text/plain' };

/** A route whose answers are described nowhere: a page for people, who read there what it says. */
export function pageOperationOf(route: Route): object {
  const { id, summary } = route;
  const content = { [contentTypes[id] ?? 'text/html']: { schema: { type: 'string' } } };
  const request = requestOf(route, { tag: 'Pages', description: summary, headers: [], answers: {} }, []);
  return {
    operationId: id,
    tags: ['Pages'],
    summary,
    description: 'For people with a browser.',
    security: [],
    ...request,
    responses: {
      200: { description: summary, content },
      '4XX': { description: 'The page says what was wrong.', content },
      default: { description: 'The page says what happened, and what to do.', content },
    },
  };
}
