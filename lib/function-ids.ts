import { auditFunction } from './audit/audit-function.ts';
import type { Route } from './http/route.ts';
import { mailFunctions } from './mail/mail-functions.ts';
import { routes } from './routes.ts';

/** The ids of all functions that a deployment with these routes has. Each is the name of a file under functions/. */
export function functionIdsOf(served: readonly Pick<Route, 'id'>[]): readonly string[] {
  return [...[...served, ...mailFunctions].map(({ id }) => id), auditFunction.id];
}

export const functionIds = functionIdsOf(routes);
