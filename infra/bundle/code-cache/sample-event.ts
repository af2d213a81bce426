import { routes } from '#lib/routes.ts';

/** The token in a link has 43 characters. */
const anyValue = 'x'.repeat(43);

/** A request that the function of a route understands, as API Gateway passes it on. */
export async function sampleEvent(functionId: string): Promise<object> {
  // Only a deployment with a code cache needs these.
  const { allExchanges } = await import('#test/golden/all-exchanges.ts');
  const { callsOfPages } = await import('#test/page/calls-of-pages.ts');
  const { eventOf } = await import('#test/golden/send-event.ts');
  const route = routes.find(({ id }) => id === functionId);
  if (route === undefined) {
    throw new Error(`${functionId} is not the function of a route`);
  }
  const pages: ReadonlyMap<string, (typeof callsOfPages)[keyof typeof callsOfPages]> = new Map(Object.entries(callsOfPages));
  const exchanges = allExchanges.filter((exchange) => exchange.route === functionId && !Buffer.isBuffer(exchange.request.body));
  const [good] = exchanges.toSorted((one, other) => one.response.status - other.response.status);
  const request = pages.get(functionId) ?? good?.request ?? { method: route.method, path: route.paths[0] ?? '/' };
  return JSON.parse(JSON.stringify(eventOf(request, 1)).replace(/\{\{\w+\}\}/g, anyValue));
}
