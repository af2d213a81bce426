/** `sam local` cannot be used. The message alone must tell the developer why and what to do. */
export class SamError extends Error {
  override readonly name = 'SamError';
}
