/** A wrong input or a stack that is not there; its message is all that the operator sees. */
export class AdminError extends Error {
  override readonly name = 'AdminError';
}
