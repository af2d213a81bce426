import type { MailObstacle } from './mail-outcome.ts';

declare const isCanonical: unique symbol;

/** A mail address in the form under which addresses are compared and looked up. Only `canonicalAddress` makes one. */
export type CanonicalAddress = string & { readonly [isCanonical]: true };

const atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const localPart = new RegExp(`^${atom}(\\.${atom})*$`);
const domainName = /^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*$/;

/**
 * The form under which mail addresses are compared. It ignores the letter case of ASCII and nothing else (M2), because Unicode case mapping
 * makes different mailboxes look alike (CVE-2019-19844).
 */
export function canonicalAddress(address: string): CanonicalAddress {
  // The type exists for the compiler only: this is the one place that may give it to a string.
  return address.replace(/[A-Z]/g, (letter) => letter.toLowerCase()) as CanonicalAddress;
}

/** The address that the account's mail goes to, or the reason why it gets none: no address that mail can be sent to, or one that bounced (M10). */
export function deliverableAddress(account: {
  email: string | null;
  undeliverableAddress: string | null;
}): { email: string } | { obstacle: MailObstacle } {
  const { email, undeliverableAddress } = account;
  if (email === null || singleAddress(email) === undefined) {
    return { obstacle: 'no-address' };
  }
  const hasBounced = undeliverableAddress !== null && canonicalAddress(undeliverableAddress) === canonicalAddress(email);
  return hasBounced ? { obstacle: 'undeliverable-address' } : { email };
}

/**
 * The text as one address that SES can send to, with an international domain in its ASCII form. Undefined for anything that is not exactly one
 * bare address (M1, M3). Quoted local parts are refused because they can hide a second address, non-ASCII ones because SES does not take them.
 */
export function singleAddress(text: string): string | undefined {
  const at = text.indexOf('@');
  const local = text.slice(0, Math.max(at, 0));
  const given = text.slice(at + 1);
  // The conversion drops characters such as line breaks and soft hyphens, so only letters, digits, marks, dots and hyphens may reach it.
  const domain = /^[\x21-\x7e]+$/.test(given)
    ? given
    : /^[\p{L}\p{N}\p{M}.-]+$/u.test(given)
      ? (URL.parse(`http://${given}`)?.hostname ?? '')
      : '';
  return localPart.test(local) && domainName.test(domain) ? `${local}@${domain}` : undefined;
}
