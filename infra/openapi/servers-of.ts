import type { Route } from '#lib/http/route.ts';

type Server = { url: string; description: string; variables?: object };

/** The servers on which Rekey may run. */
export const servers: readonly Server[] = [
  { url: 'http://127.0.0.1:3000', description: 'npm start' },
  {
    url: 'https://{apiId}.execute-api.{region}.amazonaws.com',
    description: 'A deployed stack',
    variables: {
      apiId: { default: 'abcdefghij', description: 'The id of the API, which `cdk deploy` prints.' },
      region: { default: 'eu-central-1' },
    },
  },
];

/** If a path is also answered below a product's context path: the servers with a choice of that path. */
export function serversOf({ paths }: Route): readonly Server[] | undefined {
  const [documented = '/', ...aliases] = paths;
  const contexts = aliases.filter((path) => path.endsWith(documented)).map((path) => path.slice(0, -documented.length));
  if (contexts.length === 0) {
    return undefined;
  }
  const contextPath = { default: '', enum: ['', ...contexts], description: 'The context path of a stock install, or none.' };
  return servers.map(({ url, description, variables }) => ({
    url: `${url}{contextPath}`,
    description,
    variables: { ...variables, contextPath },
  }));
}

/** The endings that the documented path may also have. */
export function otherEndings({ paths }: Route): readonly string[] {
  const [documented = '/', ...aliases] = paths;
  return aliases
    .filter((path) => path.startsWith(documented))
    .map((path) => path.slice(documented.length).replace('{slash+}', ''));
}
