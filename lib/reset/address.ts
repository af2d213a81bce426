import { sha256 } from './token.ts';

declare const isCanonical: unique symbol;

/** A mail address in the form under which addresses are compared and looked up. Only `canonicalAddress` makes one. */
export type CanonicalAddress = string & { readonly [isCanonical]: true };

/** Why an address gets no reset mails, and since when. */
export type Undeliverable = {
  /** The account's address at that time. An account that has another address by now gets its mail. */
  address: string;
  cause: UndeliverableCause;
  /** Epoch milliseconds, by Rekey's own clock: the times in a report come from the mail server that sent it. */
  since: number;
};

export const undeliverableCauses = ['bounce', 'complaint'] as const;
export type UndeliverableCause = (typeof undeliverableCauses)[number];

/** How long the mark of a bounce lasts: 30 days. */
const bounceLasts = 30 * 86_400_000;

const atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const dotAtom = new RegExp(`^${atom}(\\.${atom})*$`);
const atomsAndDots = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+$/;
const domainName = /^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*$/;

/** RFC 5321, 4.5.3.1: the longest local part and the longest path. */
const longest = { local: 64, address: 254 };

/**
 * The form under which mail addresses are compared. It ignores the letter case of ASCII and nothing else (M2), because Unicode case mapping
 * makes different mailboxes look alike (CVE-2019-19844).
 */
export function canonicalAddress(address: string): CanonicalAddress {
  // The type exists for the compiler only: this is the one place that may give it to a string.
  return address.replace(/[A-Z]/g, (letter) => letter.toLowerCase()) as CanonicalAddress;
}

/**
 * The address that the account's reset mails go to, or the reason why it gets none: no address that mail can be sent to, or one that bounced or
 * complained (M10).
 *
 * @param now epoch milliseconds
 */
export function deliverableAddress(
  account: { email: string | null; undeliverable: Undeliverable | null },
  now: number,
): { email: string } | { obstacle: 'no-address' | 'undeliverable-address' } {
  const { email } = account;
  if (email === null || singleAddress(email) === undefined) {
    return { obstacle: 'no-address' };
  }
  return isBlocked(email, account.undeliverable, now) ? { obstacle: 'undeliverable-address' } : { email };
}

/**
 * When the mark ends by itself, in epoch milliseconds; null if only the operator ends it. Servers reject mail for reasons that pass, and someone
 * who was marked by mistake must not depend on an operator. A complaint is what the reader wants.
 */
export function undeliverableUntil({ cause, since }: Undeliverable): number | null {
  return cause === 'bounce' ? since + bounceLasts : null;
}

function isBlocked(email: string, undeliverable: Undeliverable | null, now: number): boolean {
  if (undeliverable === null || canonicalAddress(undeliverable.address) !== canonicalAddress(email)) {
    return false;
  }
  const until = undeliverableUntil(undeliverable);
  return until === null || now < until;
}

/**
 * The one definition of an address that mail can go to: the text as one address that SES can send to, with an international domain in its ASCII
 * form. Undefined for anything that is not exactly one bare address (M1, M3). Local parts that are quoted already are refused because they can
 * hide a second address, non-ASCII ones because SES does not take them. Dots in places where no address may have them get the local part quoted:
 * NTT docomo gave out such addresses until 2009.
 */
export function singleAddress(text: string): string | undefined {
  // The length comes first, so that no expression runs on an unbounded text (F7).
  if (text.length > longest.address) {
    return undefined;
  }
  const at = text.indexOf('@');
  const local = text.slice(0, Math.max(at, 0));
  const domain = asciiDomain(text.slice(at + 1));
  if (local.length > longest.local || !atomsAndDots.test(local) || !domainName.test(domain)) {
    return undefined;
  }
  return `${dotAtom.test(local) ? local : `"${local}"`}@${domain}`;
}

/** The key of a mailbox: the same for all spellings of its address, and no address itself. */
export function mailboxKey(email: string): string {
  return sha256(canonicalAddress(singleAddress(email) ?? email));
}

/** The conversion drops characters such as line breaks and soft hyphens, so only letters, digits, marks, dots and hyphens may reach it. */
function asciiDomain(domain: string): string {
  if (/^[\x21-\x7e]+$/.test(domain)) {
    return domain;
  }
  return /^[\p{L}\p{N}\p{M}.-]+$/u.test(domain) ? (URL.parse(`http://${domain}`)?.hostname ?? '') : '';
}
