import { started } from './started.ts';

/** Waits for both; when both fail, the admission's refusal is the answer (a limit never depends on the look-up beside it, E4). */
export async function besideAdmission<T, Admitted>(lookUp: Promise<T>, admission: Promise<Admitted>): Promise<[T, Admitted]> {
  started(lookUp);
  const admitted = await admission;
  return [await lookUp, admitted];
}
