import { mailAddressIn } from '#lib/dialects/traffic-ops/mail-address.ts';

/** Exactly one mail address and nothing around it: what mail may be sent to (M1, M3). */
export function isMailAddress(text: string): boolean {
  return mailAddressIn(text) === text;
}
