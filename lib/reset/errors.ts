import type { PasswordFault } from './password.ts';

/** Every way in which a request can be refused or fail, and what its words need. One code for every way in which a token is bad (E5). */
export type Failures = {
  'account-not-found': { identifier: string };
  'account-externally-managed': Record<never, never>;
  'access-token-missing': Record<never, never>;
  'access-token-unknown': { given: string };
  'access-token-expired': { given: string; application: string; expiredOn: number };
  'action-denied': { tenant: string };
  'link-refused': { application: string };
  'token-refused': { given: string };
  'password-refused': { fault: PasswordFault };
  'too-many-requests': { retryAfterSeconds: number };
};

/** A refusal that the caller is told about, in the words of the dialect that it spoke. */
export class ResetError<Code extends keyof Failures = keyof Failures> extends Error {
  override readonly name = 'ResetError';
  readonly code: Code;
  readonly detail: Failures[Code];

  constructor(code: Code, detail: Failures[Code]) {
    super(code);
    this.code = code;
    this.detail = detail;
  }
}
