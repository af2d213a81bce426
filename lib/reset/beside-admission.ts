/** Waits for both. If both fail, the admission's refusal is the answer, so a limit never depends on the look-up beside it (E4). */
export async function besideAdmission<T, Admitted>(lookUp: Promise<T>, admission: Promise<Admitted>): Promise<[T, Admitted]> {
  started(lookUp);
  const admitted = await admission;
  return [await lookUp, admitted];
}

/** For work that starts now and is awaited later: its failure is not an unhandled rejection until then. */
export function started<T>(work: Promise<T>): Promise<T> {
  work.catch(() => {});
  return work;
}
