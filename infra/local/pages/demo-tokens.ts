import { readMails } from '#infra/local/inbox/read-mails.ts';
import { mintAdministratorToken } from '#lib/dialects/crafter-studio/administrator-token.ts';
import type { Settings } from '#lib/settings/settings.ts';

/** A token for a call on the start page, or why there is none. */
export type DemoToken = { token: string } | { message: string };

const administratorLifetimeSeconds = 15 * 60;

/** A token for the Studio administrator's call. */
export async function administratorToken(settings: Settings): Promise<DemoToken> {
  const minted = await mintAdministratorToken(settings, { subject: 'demo', lifetimeSeconds: administratorLifetimeSeconds });
  return 'issuer' in minted ? { message: `Administrators’ tokens come from ${minted.issuer}.` } : { token: minted.token };
}

/** The token in the newest mail to an address that has one. */
export async function mailedToken(inboxUrl: string, address: string): Promise<DemoToken> {
  const mails = await readMails(inboxUrl);
  const newest = mails.findLast(({ reset, to }) => reset !== undefined && to.includes(address));
  return newest?.reset === undefined
    ? { message: `There is no mail with a token to ${address} yet: send the first call of this product.` }
    : { token: newest.reset.token };
}
