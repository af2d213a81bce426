/** `sam local` cannot be used here; the message alone tells the developer why and what to do. */
export class SamError extends Error {
  override readonly name = 'SamError';
}
