import type { Route } from '#lib/http/route.ts';

const base = [
  { url: 'http://127.0.0.1:3000', description: 'npm start' },
  {
    url: 'https://{apiId}.execute-api.{region}.amazonaws.com',
    description: 'A deployed stack',
    variables: {
      apiId: { default: 'abcdefghij', description: 'The API’s id, as `cdk deploy` prints it.' },
      region: { default: 'eu-central-1' },
    },
  },
];

/** Where Rekey is. */
export const servers: readonly Server[] = base;

type Server = { url: string; description: string; variables?: object };

/** For a path that is also answered below a product's context path: the servers with that path as a choice. */
export function serversOf({ paths }: Route): readonly Server[] | undefined {
  const [documented = '/', ...aliases] = paths;
  const contexts = aliases.filter((path) => path.endsWith(documented)).map((path) => path.slice(0, -documented.length));
  if (contexts.length === 0) {
    return undefined;
  }
  const contextPath = { default: '', enum: ['', ...contexts], description: 'The context path of a stock install, or none.' };
  return base.map(({ url, description, variables }) => ({
    url: `${url}{contextPath}`,
    description,
    variables: { ...variables, contextPath },
  }));
}

/** The other endings of the path that are answered alike. */
export function otherEndings({ paths }: Route): readonly string[] {
  const [documented = '/', ...aliases] = paths;
  return aliases.filter((path) => path.startsWith(documented)).map((path) => path.slice(documented.length));
}
