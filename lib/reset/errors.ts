/** A failure with a code that a dialect answers to, and the details that the answer needs. */
export abstract class CodedError<Code extends string, Detail> extends Error {
  readonly code: Code;
  readonly detail: Detail;
  /** Of the stored token that was used, so that the audit can name its account. */
  tokenHash?: string;

  constructor(code: Code, detail: Detail) {
    super(code);
    this.code = code;
    this.detail = detail;
  }
}

/** The refusals that only an application meets, which calls with an access token on behalf of its people. */
export type ApplicationFailures = {
  'access-token-missing': null;
  'access-token-unknown': { given: string };
  /** `expiredOn` in epoch milliseconds. */
  'access-token-expired': { given: string; application: string; expiredOn: number };
  'action-denied': { tenant: string };
  'link-refused': { application: string };
};

/** Every refusal of the rules. All the ways in which a token can be bad share one code, so that no answer tells them apart (E5). */
export type ResetFailures = ApplicationFailures & {
  'account-not-found': { identifier: string };
  'account-externally-managed': null;
  'token-refused': { given: string };
  'password-refused': PasswordFault;
  /** It is unknown whether the password was set. The token no longer works. */
  'outcome-unknown': null;
  'too-many-requests': { retryAfterSeconds: number };
};

/** Why the policy, or the product’s own server, refuses a password. */
export type PasswordFault =
  | { fault: 'is-username' }
  | { fault: 'too-short'; minimumCharacters: number }
  | { fault: 'only-blanks' }
  | { fault: 'too-common' }
  /** `maximumCharacters` is null if bcrypt’s limit counts, which is in bytes. */
  | { fault: 'too-long'; maximumCharacters: number | null }
  | { fault: 'is-address' }
  /** It is little more than the username, the address, or a name of the service. */
  | { fault: 'from-context' }
  /** It was found in a breach. */
  | { fault: 'breached' }
  | { fault: 'not-text' }
  /** Crafter Studio measures how hard a password is to guess. */
  | { fault: 'too-guessable' }
  /** `reason` is the sentence of the product’s own server, as it came from there. */
  | { fault: 'refused-there'; reason: string };

/** What the rules throw. Anything else that is thrown is a defect or an outage. */
export class ResetError<Code extends keyof ResetFailures = keyof ResetFailures> extends CodedError<Code, ResetFailures[Code]> {
  override readonly name = 'ResetError';
}
