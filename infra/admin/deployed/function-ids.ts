import { mailFunctions } from '#lib/mail/mail-functions.ts';
import { routes } from '#lib/routes.ts';

/** The ids of all functions that a stack can have. */
export const functionIds: readonly string[] = [...routes, ...mailFunctions].map(({ id }) => id);
