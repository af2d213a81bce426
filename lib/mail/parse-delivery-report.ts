import { domainToUnicode } from 'node:url';
import * as z from 'zod/mini';

export type DeliveryReport = { cause: 'bounce' | 'complaint' | 'none'; addresses: readonly string[] };

/**
 * The addresses that must get no more mail according to a report of SES (an event of the configuration set): those of permanent bounces and
 * complaints. A full mailbox is not a permanent bounce, and moving a mail out of the spam folder is not a complaint.
 *
 * @param message the JSON text that SES sends to the topic
 * @throws {SyntaxError | z.core.$ZodError} when it is not such a report
 */
export function parseDeliveryReport(message: string): DeliveryReport {
  if (message.startsWith(greeting)) {
    return noAddresses;
  }
  const report = z.parse(deliveryReport, JSON.parse(message));
  if (report.eventType === 'Bounce') {
    const { bounceType, bouncedRecipients } = report.bounce;
    return bounceType === 'Permanent' ? { cause: 'bounce', addresses: spellings(bouncedRecipients) } : noAddresses;
  }
  const { complaintFeedbackType, complainedRecipients } = report.complaint;
  return complaintFeedbackType === 'not-spam' ? noAddresses : { cause: 'complaint', addresses: spellings(complainedRecipients) };
}

const recipients = z.array(z.object({ emailAddress: z.string() }));

const deliveryReport = z.discriminatedUnion('eventType', [
  z.object({
    eventType: z.literal('Bounce'),
    bounce: z.object({ bounceType: z.string(), bouncedRecipients: recipients }),
  }),
  z.object({
    eventType: z.literal('Complaint'),
    complaint: z.object({ complainedRecipients: recipients, complaintFeedbackType: z.optional(z.nullable(z.string())) }),
  }),
]);

/** SES sends this to a topic when it is first told to report there. */
const greeting = 'Successfully validated SNS topic';

const noAddresses: DeliveryReport = { cause: 'none', addresses: [] };

/** Both forms of an international domain: SES reports the ASCII form, and the account may have either. */
function spellings(reported: z.output<typeof recipients>): readonly string[] {
  const addresses = reported.flatMap(({ emailAddress }) => {
    // A mail server may report `Name <address>`.
    const address = /<([^<>]*)>\s*$/.exec(emailAddress)?.[1] ?? emailAddress.trim();
    const domain = address.lastIndexOf('@') + 1;
    return [address, address.slice(0, domain) + (domainToUnicode(address.slice(domain)) || address.slice(domain))];
  });
  return [...new Set(addresses)];
}
