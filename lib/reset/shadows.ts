import type { Undeliverable } from './address.ts';
import type { AccountReference, Cause, Closure, Hold, NoticeEnding } from './ports.ts';

/**
 * What only Rekey keeps of an account that stays in the product's own server: what the server cannot hold. Above all the stamp, because no product
 * can do "set this password if nobody has since" as one write.
 */
export type AccountShadow = {
  /** Replaced by every reset that Rekey starts to write, by every revoke, and by every password change there that Rekey sees. Null: none so far. */
  credentialStamp: string | null;
  /** Only while a redemption writes to the server, or after one that ended without its outcome being known. */
  claim: Claim | null;
  /** Epoch milliseconds of the password change, until the notice of it has been sent. */
  noticeDue: number | null;
  /** As in `Account`. */
  undeliverable: Undeliverable | null;
  /** As in `Account`. */
  hold: Hold | null;
  /** As in `Account`. */
  closed: Closure | null;
  /** BCP 47, or null for the default. */
  locale: string | null;
};

export type Claim = {
  /** Random. It is also the account's stamp as long as the claim is the last change of it. */
  id: string;
  /** The stamp under which the token was minted. */
  previousStamp: string | null;
  /** Of the token that is redeemed. Null: an administrator sets the password. */
  tokenHash: string | null;
  /** Epoch milliseconds. No function that holds the claim still runs then. */
  until: number;
};

/** A notice that becomes due. */
export type DueNotice = {
  /** Epoch milliseconds of the change. */
  noticeDue: number;
  /** As in `ResetRequest`. */
  languages: string;
  /** Who changed the password. */
  by: 'owner' | 'administrator';
  cause?: Cause;
};

/**
 * An account without a shadow has an empty one: every verb works on it. No verb deletes a shadow, because its stamp keeps ended links dead. Only the
 * operator's erasure may delete one, if the account is gone or the shadow has no stamp (`eraseTrace`).
 */
export type Shadows = {
  /** MUST read consistently: it sees every write that was answered. */
  find(reference: AccountReference): Promise<AccountShadow>;
  /**
   * MUST be one atomic write, which stores the claim and makes its id the account's stamp. It is done only if the stamp is `previousStamp` and no
   * claim is open, that is, stored and with `until` in the future.
   *
   * With `reenter` it is also done if the stored claim has the same `tokenHash` and `previousStamp`, its `until` is past, and its id is still the
   * stamp. So the token of a redemption that crashed works again. Only a caller that knows that the password has not changed there since the token
   * was minted may ask for this.
   *
   * MUST report true if an earlier attempt of the same call got through and only its answer was lost. MUST write nothing if it reports false.
   *
   * @param options.now epoch milliseconds
   */
  claim(reference: AccountReference, claim: Claim, options: { reenter: boolean; now: number }): Promise<boolean>;
  /**
   * Ends a claim after which nothing was written there: `previousStamp` becomes the stamp again, unless the stamp was replaced in between. MUST do
   * nothing if the stored claim has another id.
   */
  release(reference: AccountReference, claim: Claim): Promise<void>;
  /** Ends a claim after which the password was set, and makes the notice due. MUST do nothing if the stored claim has another id. */
  settle(reference: AccountReference, claimId: string, notice: DueNotice): Promise<void>;
  /**
   * Replaces the stamp, which ends all outstanding tokens of the account. An operator revokes them, or the password was changed there by someone
   * else; in the second case a notice is due. MUST keep a claim, so that the redemption that holds it can end it. MUST NOT let that redemption, or
   * the re-entry of its token, bring an earlier stamp back.
   */
  replaceStamp(reference: AccountReference, notice: DueNotice | null): Promise<void>;
  /** As `Accounts.endNotice`. */
  endNotice(reference: AccountReference, noticeDue: number, ending: NoticeEnding): Promise<void>;
  /** As `Accounts.countNoticeFailure`. */
  countNoticeFailure(reference: AccountReference, noticeDue: number): Promise<number | undefined>;
  /** Stores the mark. MUST leave the stamp alone. A bounce MUST NOT replace a complaint about the same address. */
  markUndeliverable(reference: AccountReference, mark: Undeliverable): Promise<void>;
  /** MUST leave the stamp alone. */
  setLocale(reference: AccountReference, locale: string): Promise<void>;
};
