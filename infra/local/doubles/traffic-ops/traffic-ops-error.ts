/** A refusal, which becomes an alert. */
export class TrafficOpsError extends Error {
  override readonly name = 'TrafficOpsError';

  readonly status: number;

  constructor(status: number, text: string) {
    super(text);
    this.status = status;
  }
}

export const badRequest = (text: string) => new TrafficOpsError(400, text);
export const unauthorized = (text: string) => new TrafficOpsError(401, text);
export const forbidden = (text: string) => new TrafficOpsError(403, text);
/** The server's answer to its own failures. */
export const serverError = () => new TrafficOpsError(500, 'Internal Server Error');
