import { jsonReply, type Reply } from '#infra/local/doubles/server/reply.ts';

export const jsonType = 'application/json;charset=UTF-8';

/** A refusal in the server's own form. */
export class ProfileError extends Error {
  override readonly name = 'ProfileError';

  readonly status: number;
  readonly errorCode: string;

  constructor(status: number, errorCode: string, message: string) {
    super(message);
    this.status = status;
    this.errorCode = errorCode;
  }

  reply(): Reply {
    return jsonReply(this.status, { errorCode: this.errorCode, message: this.message }, jsonType);
  }
}

export const noSuchProfile = (id: string) => new ProfileError(404, 'NO_SUCH_PROFILE', `No profile with ID "${id}" found`);

export const noSuchVerificationToken = (id: string) =>
  new ProfileError(404, 'NO_SUCH_VERIFICATION_TOKEN', `No verification token found for ID "${id}"`);

export const actionDenied = (action: string, on: string) =>
  new ProfileError(403, 'ACTION_DENIED', `Current subject does not have permission to execute action "${action}" on ${on}`);
