import type { PasswordFault } from '#lib/reset/errors.ts';
import type { Account } from '#lib/reset/ports.ts';

/**
 * What Rekey can do with accounts that stay in the product's own server. There is one adapter for each product. It knows how the server behaves
 * and keeps nothing; the shadow keeps what the server cannot hold, and the claim protocol brings both together.
 */
export type ProductServer = {
  /** The account as the server has it now. Undefined if there is none, or one that no reset may touch, such as a built-in user. */
  find(id: string): Promise<ServerAccount | undefined>;
  /**
   * The accounts with this address, whatever the letter case. If addresses are unique there byte for byte, those with exactly this spelling are enough.
   * None, if the product does not look people up by address.
   */
  findByAddress(address: string): Promise<readonly ServerAccount[]>;
  /**
   * What shows later whether the server has changed the password since. Empty if the server shows nothing of the kind. It may cost many calls, so
   * only the mailer asks for it, when it mints a token.
   */
  fingerprint(account: ServerAccount): Promise<string>;
  /** As `find`, but undefined also if the password has changed since the fingerprint was taken. With an empty fingerprint it is `find`. */
  findUnchanged(id: string, fingerprint: string): Promise<ServerAccount | undefined>;
  /** Whether `findUnchanged` with this fingerprint misses no password change. Only then may the token of a redemption that crashed work again. */
  showsEveryChange(fingerprint: string): boolean;
  /**
   * One attempt to set the password. MUST NOT try again by itself.
   *
   * @throws {ServerUnavailable} only if nothing can have been written, above all because the request was never sent
   * @throws {ServerMisconfigured} only if nothing can have been written
   */
  setPassword(account: ServerAccount, password: string): Promise<ServerWrite>;
  /** After an attempt without an answer: whether the server has this password now. */
  witness(account: ServerAccount, fingerprint: string, password: string): Promise<'set' | 'not-set' | 'unknown'>;
};

/** An account as the server tells it: all but what only Rekey keeps, and without whether it has a password, which only some servers tell. */
export type ServerAccount = Omit<
  Account,
  'credentialStamp' | 'hasPassword' | 'undeliverable' | 'noticeDue' | 'hold' | 'closed' | 'locale'
>;

/** What came of one attempt. Only `no-answer` leaves open whether the password was set. */
export type ServerWrite =
  | { outcome: 'set' }
  /** The server refuses this password. */
  | { outcome: 'refused-there'; fault: PasswordFault }
  | { outcome: 'account-gone-or-closed' }
  /** The account was changed there between the read and the write. */
  | { outcome: 'stamp-changed' }
  | { outcome: 'no-answer' }
  /** Rekey's credential there is not accepted, or may not do this. Nothing was written. */
  | { outcome: 'misconfigured'; problem: string };

/** The server cannot be asked: it is down, or answers with something that is not its API. */
export class ServerUnavailable extends Error {
  override readonly name = 'ServerUnavailable';
}

/** The server refuses Rekey's own credential, or is not the server that the settings name. */
export class ServerMisconfigured extends Error {
  override readonly name = 'ServerMisconfigured';
}

/** The server answers that the credential is unknown, has expired, or may not do this. */
export class CredentialRefused extends ServerMisconfigured {}
