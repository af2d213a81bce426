import { type CanonicalAddress, canonicalAddress, type Undeliverable } from '#lib/reset/address.ts';
import type { Account, AccountReference, Accounts, NoticeEnding, Realm } from '#lib/reset/ports.ts';
import type { Shadows } from '#lib/reset/shadows.ts';
import type { ProductServer, ServerAccount } from './product-server.ts';
import { shadowOfAddress, UpstreamLinks } from './upstream-links.ts';
import { readStamp, writeStamp } from './upstream-stamp.ts';

/** The accounts of a realm that stay in the product's own server, together with what only Rekey keeps of them. */
export class UpstreamAccounts extends UpstreamLinks implements Accounts {
  readonly #shadows: Shadows;

  constructor(realm: Realm, server: ProductServer, shadows: Shadows) {
    super(realm, server, shadows);
    this.#shadows = shadows;
  }

  /** The shadow's part of the stamp stays as it was when the account was read, so that a revoke in between ends the link (K14). */
  async takeStamp(account: Account): Promise<string> {
    const stamp = readStamp(account.credentialStamp);
    if (stamp === undefined) {
      throw new TypeError('the account does not come from find or findByAddress');
    }
    return writeStamp({ ...stamp, fingerprint: await this.reporting(this.server.fingerprint(account)) });
  }

  async findByAddress(_realm: Realm, address: CanonicalAddress, typed: string = address): Promise<readonly Account[]> {
    const accounts = await this.#serversByAddress(address, typed);
    return Promise.all(accounts.map((account) => this.withShadow(account)));
  }

  async hasAddress(_realm: Realm, address: CanonicalAddress, typed: string = address): Promise<boolean> {
    return (await this.#serversByAddress(address, typed)).length > 0;
  }

  endNotice(reference: AccountReference, noticeDue: number, ending: NoticeEnding): Promise<void> {
    return this.#shadows.endNotice(reference, noticeDue, ending);
  }

  countNoticeFailure(reference: AccountReference, noticeDue: number): Promise<number | undefined> {
    return this.#shadows.countNoticeFailure(reference, noticeDue);
  }

  /** The server is not asked who has the address, because the function of delivery reports has no credential there. */
  async markUndeliverable(_realm: Realm, address: CanonicalAddress, mark: Omit<Undeliverable, 'address'>): Promise<number> {
    await this.#shadows.markUndeliverable(shadowOfAddress(this.realm, address), { address, ...mark });
    return 1;
  }

  /** What the server takes for the same address is not always the same for Rekey (M2). */
  async #serversByAddress(address: CanonicalAddress, typed: string): Promise<readonly ServerAccount[]> {
    const found = await this.reporting(this.server.findByAddress(typed));
    return found.filter(({ email }) => email !== null && canonicalAddress(email) === address);
  }
}
