import { methodsOf, type Route } from '#lib/http/route.ts';

export type LocalRoute = Pick<Route, 'id' | 'method' | 'answersHead' | 'paths'>;

export type FoundRoute = {
  id: string;
  /** Method and path as declared. */
  routeKey: string;
  pathParameters: { readonly [name: string]: string } | undefined;
};

const parameterName = (segment: string) => /^\{(.+)\}$/.exec(segment)?.[1];

/**
 * Finds the route of a request as API Gateway does. Whole paths match. A literal segment wins over a `{parameter}`, and both win over a
 * `{greedy+}` one, which takes the rest of the path, also if nothing follows its slash.
 *
 * @param path decoded, so an encoded slash divides segments, as in API Gateway
 */
export function findRoute(routes: readonly LocalRoute[], method: string, path: string): FoundRoute | undefined {
  const actual = path.split('/');
  const found = routes
    .filter((route) => methodsOf(route).some((each) => each === method))
    .flatMap((route) => route.paths.map((declared) => ({ id: route.id, declared, segments: declared.split('/') })))
    .flatMap(({ id, declared, segments }) => {
      const pathParameters = matchPath(segments, actual);
      const rank = segments.map(rankOf).join('');
      return pathParameters === false ? [] : [{ id, routeKey: `${method} ${declared}`, pathParameters, rank }];
    })
    .toSorted((a, b) => (a.rank < b.rank ? -1 : 1));
  return found[0];
}

function rankOf(segment: string): string {
  const name = parameterName(segment);
  return name === undefined ? 'a' : name.endsWith('+') ? 'c' : 'b';
}

function matchPath(declared: readonly string[], actual: readonly string[]): FoundRoute['pathParameters'] | false {
  const last = declared.length - 1;
  const greedy = /^\{(.+)\+\}$/.exec(declared[last] ?? '')?.[1];
  if (greedy === undefined) {
    return matchSegments(declared, actual);
  }
  const before = matchSegments(declared.slice(0, last), actual.slice(0, last));
  return actual.length > last && before !== false && { ...before, [greedy]: actual.slice(last).join('/') };
}

function matchSegments(declared: readonly string[], actual: readonly string[]): FoundRoute['pathParameters'] | false {
  const parameters = new Map<string, string>();
  for (const [index, segment] of declared.entries()) {
    const name = parameterName(segment);
    const value = actual[index] ?? '';
    if (name === undefined ? value !== segment : value === '') {
      return false;
    }
    if (name !== undefined) {
      parameters.set(name, value);
    }
  }
  return declared.length === actual.length && (parameters.size > 0 ? Object.fromEntries(parameters) : undefined);
}
