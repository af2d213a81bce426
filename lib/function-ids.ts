import { auditFunction } from './audit/audit-function.ts';
import { mailFunctions } from './mail/mail-functions.ts';
import { routes } from './routes.ts';

/** The ids of all functions. Each is the name of a file under functions/. */
export const functionIds: readonly string[] = [...[...routes, ...mailFunctions].map(({ id }) => id), auditFunction.id];
