/**
 * Reads the parameters of a call. Only an application whose access token is good learns which of them is missing (P1–P3 come before P4). If all
 * are there, this does not wait for the application.
 *
 * @param read throws if a parameter is missing
 * @throws what `application` rejects with, else what `read` throws
 */
export async function afterAccessToken<T>(application: Promise<unknown>, read: () => T): Promise<T> {
  try {
    return read();
  } catch (fault) {
    await application;
    throw fault;
  }
}
