/**
 * The form under which mail addresses are compared: the letter case of ASCII is ignored and nothing else (M2), because Unicode case
 * mapping makes different mailboxes look alike (CVE-2019-19844).
 */
export function canonicalAddress(address: string): string {
  return address.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** Whether mail to either goes to the same mailbox, as far as that may be assumed. */
export function isSameAddress(a: string, b: string): boolean {
  return canonicalAddress(a) === canonicalAddress(b);
}
