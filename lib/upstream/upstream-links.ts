import { isOpen } from '#lib/reset/account.ts';
import { type CanonicalAddress, canonicalAddress } from '#lib/reset/address.ts';
import type {
  Account,
  AccountReference,
  Accounts,
  PasswordChange,
  PasswordChangeOutcome,
  Realm,
  Stamped,
} from '#lib/reset/ports.ts';
import type { AccountShadow, Shadows } from '#lib/reset/shadows.ts';
import type { ProductServer, ServerAccount } from './product-server.ts';
import { reportClaimLeftOpen, reportingMisconfigured, reportMisconfigured } from './report-trouble.ts';
import { setUpstreamPassword } from './set-upstream-password.ts';
import { identityOf, readStamp, type UpstreamStamp, writeStamp } from './upstream-stamp.ts';

type LiveStamp = { stamp: UpstreamStamp; shadow: AccountShadow };

type LinkShadows = Pick<Shadows, 'find' | 'claim' | 'release' | 'settle'>;

/** What a link or an administrator can do with an account that stays in the product's own server. It needs no more of the shadows than that. */
export class UpstreamLinks implements Pick<Accounts, 'find' | 'findUnchanged' | 'findRedeemable' | 'setPassword'> {
  protected readonly realm: Realm;
  protected readonly server: ProductServer;
  readonly #shadows: LinkShadows;

  constructor(realm: Realm, server: ProductServer, shadows: LinkShadows) {
    this.realm = realm;
    this.server = server;
    this.#shadows = shadows;
  }

  async find({ id }: Pick<AccountReference, 'id'>): Promise<Account | undefined> {
    const account = await this.reporting(this.server.find(id));
    return account && this.withShadow(account);
  }

  async findUnchanged(stamped: Stamped, now: number): Promise<Account | undefined> {
    const live = await this.#liveStamp(stamped, now);
    const account = live && (await this.#serversUnchanged(stamped, live.stamp));
    return account && { ...(await this.withShadow(account, live.shadow)), credentialStamp: stamped.credentialStamp };
  }

  async findRedeemable(
    stamped: Stamped,
    { mustBeEnabled, now }: { mustBeEnabled: boolean; now: number },
  ): Promise<AccountReference | undefined> {
    const stamp = (await this.#liveStamp(stamped, now))?.stamp;
    // Without a fingerprint, a read proves less than the claim that comes next, and Crafter Studio's reads are slow.
    if (stamp === undefined || stamp.fingerprint === '') {
      return stamp && { realm: this.realm, id: stamped.accountId };
    }
    const account = await this.#serversUnchanged(stamped, stamp);
    return account && isOpen(account, { mustBeEnabled }) ? account : undefined;
  }

  async setPassword(reference: AccountReference, change: PasswordChange): Promise<PasswordChangeOutcome> {
    const { credentialStamp: stamp, tokenHash = null, languages = '', password, mustBeEnabled, cause, now } = change;
    const ports = { server: this.server, shadows: this.#shadows };
    const by = change.languages === undefined ? ('administrator' as const) : ('owner' as const);
    const wanted = { account: reference, stamp, tokenHash, languages, by, ...(cause && { cause }), password, mustBeEnabled, now };
    const written = await this.reporting(setUpstreamPassword(ports, wanted));
    if (written.outcome === 'unknown' || (written.outcome === 'set' && !written.isSettled)) {
      reportClaimLeftOpen(this.realm, written.outcome);
    }
    if (written.outcome === 'misconfigured') {
      reportMisconfigured(this.realm, written.problem);
    }
    return written.outcome === 'set' ? { outcome: 'set', account: afterChange(written.account, change) } : written;
  }

  /** @param known the account's shadow, if it was read already */
  protected async withShadow(account: ServerAccount, known?: AccountShadow): Promise<Account> {
    const { email } = account;
    const [shadow, ofAddress] = await Promise.all([
      known ?? this.#shadows.find(account),
      email === null ? undefined : this.#shadows.find(shadowOfAddress(this.realm, canonicalAddress(email))),
    ]);
    const { credentialStamp: shadowStamp, noticeDue, hold, closed, locale } = shadow;
    const credentialStamp = writeStamp({ shadowStamp, identity: identityOf(account), fingerprint: '' });
    const kept = { undeliverable: ofAddress?.undeliverable ?? null, noticeDue, hold, closed, locale };
    return { ...account, credentialStamp, hasPassword: true, ...kept };
  }

  /** Waits for the server, and tells the operator if it does not accept Rekey. */
  protected reporting<T>(asking: Promise<T>): Promise<T> {
    return reportingMisconfigured(this.realm, asking);
  }

  /** The shadow is read first, so that a spent link costs the server no call (E5). Undefined if the link is dead. */
  async #liveStamp({ accountId, credentialStamp, tokenHash }: Stamped, now: number): Promise<LiveStamp | undefined> {
    const stamp = readStamp(credentialStamp);
    const shadow = stamp && (await this.#shadows.find({ realm: this.realm, id: accountId }));
    return shadow && isLive(shadow, stamp, { tokenHash, now, server: this.server }) ? { stamp, shadow } : undefined;
  }

  async #serversUnchanged({ accountId }: Stamped, { fingerprint, identity }: UpstreamStamp): Promise<ServerAccount | undefined> {
    const account = await this.reporting(this.server.findUnchanged(accountId, fingerprint));
    return account && identityOf(account) === identity ? account : undefined;
  }
}

/** A delivery report names an address and no account. So the mark of an address is in a shadow of its own. */
export function shadowOfAddress(realm: Realm, address: CanonicalAddress): AccountReference {
  return { realm, id: `address:${address}` };
}

/** The account as the caller shows it. Nothing is read again, so the rest is as if nothing else had happened. */
function afterChange(account: ServerAccount, { credentialStamp, now }: PasswordChange): Account {
  const kept = { undeliverable: null, noticeDue: now, hold: null, closed: null, locale: null };
  return { ...account, credentialStamp, hasPassword: true, ...kept };
}

/**
 * Whether a link is still good for the shadow. It is good again after its redemption crashed, if the server shows that the password was not set
 * (`Shadows.claim`).
 */
function isLive(
  { credentialStamp, claim }: AccountShadow,
  { shadowStamp, fingerprint }: UpstreamStamp,
  { tokenHash, now, server }: { tokenHash: string; now: number; server: Pick<ProductServer, 'showsEveryChange'> },
): boolean {
  if (credentialStamp === shadowStamp) {
    return true;
  }
  const isOwnClaim = claim?.id === credentialStamp && claim.tokenHash === tokenHash && claim.previousStamp === shadowStamp;
  return isOwnClaim && claim.until <= now && server.showsEveryChange(fingerprint);
}
