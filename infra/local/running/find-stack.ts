import type { LocalUrls } from '#infra/local/local-environment.ts';
import { runningStacks } from './running-stacks.ts';

const places = [
  ['apiUrl', 'PORT'],
  ['databaseUrl', 'DYNAMO_PORT'],
  ['inboxUrl', 'INBOX_PORT'],
] as const;

const usual: LocalUrls = { apiUrl: urlOf(3000), databaseUrl: urlOf(8000), inboxUrl: urlOf(8005) };

type Environment = { readonly [variable: string]: string | undefined };

/**
 * Where the local stack is: where the ports in the environment say, else where the one stack that runs from this checkout says, else on the
 * usual ports. Several stacks may run; then only those count that have the ports in the environment.
 */
export function findStack(environment: Environment = process.env, running: readonly LocalUrls[] = runningStacks()): LocalUrls {
  const given = Object.fromEntries(
    places.flatMap(([name, variable]) => (environment[variable] ? [[name, urlOf(environment[variable])]] : [])),
  );
  const fitting = running.filter((urls) => places.every(([name]) => given[name] === undefined || given[name] === urls[name]));
  const [found, ...others] = fitting;
  return { ...(found !== undefined && others.length === 0 ? found : usual), ...given };
}

function urlOf(port: string | number): string {
  return `http://127.0.0.1:${port}`;
}
