/** Waits for both. If both fail, the admission's refusal is the answer, so a limit never depends on the look-up beside it (E4). */
export async function besideAdmission<T, Admitted>(lookUp: Promise<T>, admission: Promise<Admitted>): Promise<[T, Admitted]> {
  started(lookUp);
  const admitted = await admission;
  return [await lookUp, admitted];
}

/**
 * Starts a look-up that may run beside the admission. A product's own server is asked only for a caller within the limit, because each call costs that
 * server work, and Crafter Studio also writes a row for it (F7).
 */
export function startLookUp<T>(
  find: () => Promise<T>,
  { admission, asksServer }: { admission: Promise<unknown>; asksServer: boolean },
): Promise<T> {
  return started(asksServer ? admission.then(find) : find());
}

/** For work that starts now and is awaited later: its failure is not an unhandled rejection until then. */
export function started<T>(work: Promise<T>): Promise<T> {
  work.catch(() => {});
  return work;
}
