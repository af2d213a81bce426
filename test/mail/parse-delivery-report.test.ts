import { describe, expect, test } from '@jest/globals';
import { parseDeliveryReport } from '#lib/mail/parse-delivery-report.ts';

const mail = { messageId: '1', destination: ['jane.doe@example.com'] };

const bounce = (bounceType: string, reported: readonly string[] = ['jane.doe@example.com'], ours: object = mail) =>
  JSON.stringify({
    eventType: 'Bounce',
    bounce: {
      bounceType,
      bounceSubType: 'General',
      bouncedRecipients: reported.map((emailAddress) => ({ emailAddress, status: '5.1.1' })),
    },
    mail: ours,
  });

const complaint = (complaintFeedbackType?: string, reported: readonly string[] = ['jane.doe@example.com']) =>
  JSON.stringify({
    eventType: 'Complaint',
    complaint: { complainedRecipients: reported.map((emailAddress) => ({ emailAddress })), complaintFeedbackType },
    mail,
  });

test('M10 a permanent bounce and a complaint are about the address that our mail went to', () => {
  expect(parseDeliveryReport(bounce('Permanent'))).toEqual({ kind: 'bounce', addresses: mail.destination });
  expect(parseDeliveryReport(complaint('abuse'))).toEqual({ kind: 'complaint', addresses: mail.destination });
  expect(parseDeliveryReport(complaint())).toEqual({ kind: 'complaint', addresses: mail.destination });
});

test.each([
  ['another address', ['victim@example.com']],
  ['several addresses', ['victim@example.com', 'jane.doe@example.com', 'forward@corp.example']],
  ['nobody', []],
  ['the address in quotes', ['"jane.doe@example.com"']],
  ['the address with its type', ['rfc822;jane.doe@example.com']],
  ['the address with a comment', ['jane.doe@example.com (Jane)']],
  ['text that is not an address', ['<>']],
])('M10 a report that names %s is about the address that our mail went to, and nobody else', (_, reported) => {
  expect(parseDeliveryReport(bounce('Permanent', reported)).addresses).toEqual(mail.destination);
  expect(parseDeliveryReport(complaint('abuse', reported)).addresses).toEqual(mail.destination);
});

test.each([
  ['a transient bounce', bounce('Transient')],
  ['a bounce of unknown kind', bounce('Undetermined')],
  ['a mail that was moved out of the spam folder', complaint('not-spam')],
])('M10 %s blocks no address', (_, message) => {
  expect(parseDeliveryReport(message)).toEqual({ kind: 'none', addresses: [] });
});

test.each([
  ['the ASCII form of an international domain', 'jane@xn--bcher-kva.example', ['jane@b\u00FCcher.example']],
  ['a quoted local part', '"foo..bar."@docomo.example', ['foo..bar.@docomo.example']],
  ['a quoted local part with a quote in it', '"foo\\"bar"@docomo.example', []],
  ['a local part that only begins with quotes', '"foo"bar@docomo.example', []],
])('M10 a report about %s is about every spelling that an account may have', (_, address, others) => {
  const { addresses } = parseDeliveryReport(bounce('Permanent', [], { destination: [address] }));
  expect(addresses).toEqual([address, ...others]);
});

describe('M14', () => {
  test.each([
    'Send',
    'Delivery',
    'DeliveryDelay',
    'Reject',
    'Open',
    'Click',
    'Rendering Failure',
    'RenderingFailure',
    'Subscription',
  ])('M14 an event of the kind %s blocks no address', (eventType) => {
    const event = { eventType, mail, [eventType.toLowerCase()]: { recipients: ['victim@example.com'] } };
    expect(parseDeliveryReport(JSON.stringify(event))).toEqual({ kind: eventType, addresses: [] });
  });

  test('M14 the greeting of SES blocks no address', () => {
    expect(parseDeliveryReport('Successfully validated SNS topic for Amazon SES event publishing.')).toEqual({
      kind: 'greeting',
      addresses: [],
    });
  });

  test.each([
    ['text that is not JSON', 'hello'],
    ['a text', '"Bounce"'],
    ['an event without a kind', JSON.stringify({ mail })],
    ['an event of a kind that is not text', JSON.stringify({ eventType: ['Delivery'], mail })],
    ['an event of a kind that SES does not have', JSON.stringify({ eventType: 'jane.doe@example.com', mail })],
    ['a bounce without its type', JSON.stringify({ eventType: 'Bounce', bounce: {}, mail })],
    ['a bounce without our mail', JSON.stringify({ eventType: 'Bounce', bounce: { bounceType: 'Permanent' } })],
    ['a complaint without our mail', JSON.stringify({ eventType: 'Complaint', complaint: {} })],
    ['a complaint about nobody', JSON.stringify({ eventType: 'Complaint', complaint: {}, mail: { destination: [] } })],
  ])('M14 %s is an error', (_, message) => {
    expect(() => parseDeliveryReport(message)).toThrow();
  });
});
