import type * as z from 'zod/mini';
import { checkInput, type InputFault } from '#lib/http/check-input.ts';

class Refused extends Error {
  readonly fault: InputFault;

  constructor(fault: InputFault) {
    super(fault.name);
    this.fault = fault;
  }
}

/** The first problem that a route's schema finds in an input, with its parameter; null if the schema accepts it. */
export function problemIn(schema: z.ZodMiniType, input: object): string | null {
  try {
    checkInput(schema, input, (fault) => new Refused(fault));
    return null;
  } catch (error) {
    if (!(error instanceof Refused)) {
      throw error;
    }
    return `${error.fault.name} ${error.fault.problem}`;
  }
}
