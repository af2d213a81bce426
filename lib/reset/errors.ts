import type { PasswordFault } from './password.ts';

/** A failure with a code that a dialect has words for, and what those words need. */
export abstract class CodedError<Code extends string, Detail> extends Error {
  readonly code: Code;
  readonly detail: Detail;

  constructor(code: Code, detail: Detail) {
    super(code);
    this.code = code;
    this.detail = detail;
  }
}

/** Every refusal of the rules. One code for every way in which a token can be bad, so that no answer tells which (E5). */
export type ResetFailures = {
  'account-not-found': { identifier: string };
  'account-externally-managed': null;
  'access-token-missing': null;
  'access-token-unknown': { given: string };
  /** `expiredOn` in epoch milliseconds. */
  'access-token-expired': { given: string; application: string; expiredOn: number };
  'action-denied': { tenant: string };
  'link-refused': { application: string };
  'token-refused': { given: string };
  'password-refused': PasswordFault;
  'too-many-requests': { retryAfterSeconds: number };
};

/** Thrown by the rules; anything else that is thrown is a defect or an outage. */
export class ResetError<Code extends keyof ResetFailures = keyof ResetFailures> extends CodedError<Code, ResetFailures[Code]> {
  override readonly name = 'ResetError';
}
