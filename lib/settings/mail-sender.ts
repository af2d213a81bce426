import { singleAddress } from '#lib/reset/address.ts';

export type MailSender = {
  /** The name as people see it; empty if there is none. Code that writes it into a header must quote it. */
  name: string;
  /** An international domain is in its ASCII form, as in the SES identity and in the policy. */
  address: string;
};

export const mailSenderForm =
  'must be exactly one mailbox that SES can send from, such as noreply@example.com or Example <noreply@example.com>, with only ASCII before the @';

/**
 * The one sender of all mails, from `noreply@example.com` or `Example: Support <noreply@example.com>`. The name may have quotes around it and needs
 * none. Undefined if SES could not send from the text or could read it in another way: several mailboxes, a group, a local part beyond ASCII or in
 * quotes, a domain without a dot.
 */
export function parseMailSender(text: string): MailSender | undefined {
  const named = /^([^<>]*)<([^<>]*)>$/.exec(text.trim());
  const name = nameIn(named?.[1]?.trim() ?? '');
  const address = singleAddress(named?.[2] ?? text.trim());
  const canSend = address !== undefined && !address.includes('"') && address.includes('.', address.indexOf('@'));
  return name !== undefined && canSend ? { name, address } : undefined;
}

const longestName = 200;

/** The name without the quotes around it. Outside of quotes an `@` could begin another mailbox. */
function nameIn(given: string): string | undefined {
  const quoted = /^"((?:[^"\\]|\\.)*)"$/.exec(given)?.[1];
  const name = quoted?.replace(/\\(.)/g, '$1') ?? given;
  const isOne = quoted !== undefined || !given.includes('@');
  return isOne && name.length <= longestName && !/\p{Cc}/u.test(name) ? name : undefined;
}
