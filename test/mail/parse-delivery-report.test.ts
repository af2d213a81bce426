import { expect, test } from '@jest/globals';
import { parseDeliveryReport } from '#lib/mail/parse-delivery-report.ts';

const bounce = (bounceType: string, emailAddress = 'jane.doe@example.com') =>
  JSON.stringify({
    eventType: 'Bounce',
    bounce: { bounceType, bounceSubType: 'General', bouncedRecipients: [{ emailAddress, status: '5.1.1' }] },
    mail: { messageId: '1' },
  });

const complaint = (complaintFeedbackType?: string) =>
  JSON.stringify({
    eventType: 'Complaint',
    complaint: { complainedRecipients: [{ emailAddress: 'jane.doe@example.com' }], complaintFeedbackType },
  });

test('M10 a permanent bounce and a complaint name the address', () => {
  expect(parseDeliveryReport(bounce('Permanent'))).toEqual({ cause: 'bounce', addresses: ['jane.doe@example.com'] });
  expect(parseDeliveryReport(complaint('abuse'))).toEqual({ cause: 'complaint', addresses: ['jane.doe@example.com'] });
  expect(parseDeliveryReport(complaint())).toEqual({ cause: 'complaint', addresses: ['jane.doe@example.com'] });
});

test.each([
  ['a transient bounce', bounce('Transient')],
  ['a bounce of unknown kind', bounce('Undetermined')],
  ['a mail that was moved out of the spam folder', complaint('not-spam')],
  ['the greeting of SES', 'Successfully validated SNS topic for Amazon SES event publishing.'],
])('M10 %s names no address', (_, message) => {
  expect(parseDeliveryReport(message)).toEqual({ cause: 'none', addresses: [] });
});

test('M10 both forms of an international domain are reported, without the name next to the address', () => {
  expect(parseDeliveryReport(bounce('Permanent', 'Jane Doe <jane@xn--bcher-kva.example>')).addresses).toEqual([
    'jane@xn--bcher-kva.example',
    'jane@b\u00FCcher.example',
  ]);
});

test.each([
  ['text that is not JSON', 'hello'],
  ['another event', '{"eventType":"Delivery"}'],
  ['a bounce without recipients', '{"eventType":"Bounce","bounce":{"bounceType":"Permanent"}}'],
])('%s is an error', (_, message) => {
  expect(() => parseDeliveryReport(message)).toThrow();
});
