import { domainToUnicode } from 'node:url';
import * as z from 'zod/mini';
import type { UndeliverableCause } from '#lib/reset/address.ts';
import type { DeliveryOutcome } from '#lib/reset/ports.ts';
import { mailIdTag } from './mail-id-tag.ts';

/** What one message on SES's topic says. Only a bounce and a complaint have addresses. */
export type DeliveryReport = (
  | { kind: UndeliverableCause; addresses: readonly string[] }
  | { kind: 'greeting' | 'none' | OtherKind; addresses: readonly [] }
) & {
  /** What became of which mail. Absent if the report does not say it, or the mail has no id. */
  mail?: { mailId: string; outcome: DeliveryOutcome };
};

/**
 * The addresses that must get no more reset mails according to an event of SES's configuration set: those to which the mail of a permanent bounce or
 * a complaint went, in every spelling that an account may have. A full mailbox is not a permanent bounce, and moving a mail out of the spam folder
 * is not a complaint.
 *
 * The recipients that the report itself names do not count. They come from the server that sent the report, and anyone who gets one of our mails can
 * forge a report that names someone else (M10). `mail.destination` is what SES recorded when it took the mail from us.
 *
 * @param message the JSON text that SES sends to the topic
 * @throws {SyntaxError | z.core.$ZodError} when it is not such an event
 */
export function parseDeliveryReport(message: string): DeliveryReport {
  if (message.startsWith(greeting)) {
    return { kind: 'greeting', addresses: [] };
  }
  const event = z.parse(deliveryEvent, JSON.parse(message));
  const outcome = outcomeOf(event);
  const mailId = event.mail?.tags?.[mailIdTag]?.[0];
  const about = outcome !== undefined && mailId !== undefined && /^[0-9a-f]{32}$/.test(mailId) && { mail: { mailId, outcome } };
  return { ...effectOf(event), ...about };
}

function effectOf(event: DeliveryEvent): DeliveryReport {
  if (event.eventType === 'Bounce') {
    return event.bounce.bounceType === 'Permanent' ? { kind: 'bounce', addresses: addressesOf(event.mail) } : blocksNothing;
  }
  if (event.eventType === 'Complaint') {
    return event.complaint.complaintFeedbackType === 'not-spam'
      ? blocksNothing
      : { kind: 'complaint', addresses: addressesOf(event.mail) };
  }
  return { kind: event.eventType, addresses: [] };
}

function outcomeOf(event: DeliveryEvent): DeliveryOutcome | undefined {
  switch (event.eventType) {
    case 'Bounce':
      return event.bounce.bounceType === 'Permanent' ? 'bounced' : 'bounced-for-now';
    case 'Complaint':
      return event.complaint.complaintFeedbackType === 'not-spam' ? undefined : 'complained';
    case 'Delivery':
      return 'delivered';
    case 'Reject':
      return 'rejected';
    default:
      return undefined;
  }
}

/** SES writes the kind of a failed template in two ways, in its events and in its API. */
const otherKinds = [
  'Send',
  'Delivery',
  'DeliveryDelay',
  'Reject',
  'Open',
  'Click',
  'Rendering Failure',
  'RenderingFailure',
  'Subscription',
] as const;
type OtherKind = (typeof otherKinds)[number];

/** Every report is handled, whatever its tags are (M14). */
const tags = z.catch(z.optional(z.record(z.string(), z.array(z.string()))), undefined);
const mail = z.object({ destination: z.array(z.string()).check(z.minLength(1)), tags });

const deliveryEvent = z.discriminatedUnion('eventType', [
  z.object({ eventType: z.literal('Bounce'), bounce: z.object({ bounceType: z.string() }), mail }),
  z.object({
    eventType: z.literal('Complaint'),
    complaint: z.object({ complaintFeedbackType: z.optional(z.nullable(z.string())) }),
    mail,
  }),
  z.object({ eventType: z.enum(otherKinds), mail: z.optional(z.object({ tags })) }),
]);
type DeliveryEvent = z.output<typeof deliveryEvent>;

/** SES sends this to a topic when it is first configured to report there. */
const greeting = 'Successfully validated SNS topic';

const blocksNothing: DeliveryReport = { kind: 'none', addresses: [] };

function addressesOf({ destination }: z.output<typeof mail>): readonly string[] {
  return destination.flatMap(spellingsOf);
}

/**
 * The spellings that an account may have of an address that a mail went to: with and without the quotes of `singleAddress`, and both forms of an
 * international domain.
 *
 * @param mailed as `singleAddress` returns it
 */
function spellingsOf(mailed: string): readonly string[] {
  const at = mailed.lastIndexOf('@');
  const local = mailed.slice(0, at);
  const domain = mailed.slice(at + 1);
  const locals = [local, local.replace(/^"([^"\\]*)"$/, '$1')];
  const domains = [domain, domainToUnicode(domain) || domain];
  return [...new Set(locals.flatMap((one) => domains.map((other) => `${one}@${other}`)))];
}
