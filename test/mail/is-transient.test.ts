import { expect, test } from '@jest/globals';
import { isTransient } from '#lib/mail/is-transient.ts';
import { MailRefused } from '#lib/reset/ports.ts';

const failure = (properties: object) => Object.assign(new Error('failed'), properties);

test.each([
  ['a throttled mail', { name: 'Throttling' }],
  ['a throttled table', { name: 'ProvisionedThroughputExceededException' }],
  ['an answer 429', { $metadata: { httpStatusCode: 429 } }],
  ['an answer 500', { $metadata: { httpStatusCode: 500 } }],
  ['an answer 503', { $metadata: { httpStatusCode: 503 } }],
  ['an answer 599', { $metadata: { httpStatusCode: 599 } }],
  ['a time-out', { name: 'TimeoutError' }],
  ['a refused connection', { code: 'ECONNREFUSED' }],
  ['a broken connection', { code: 'ECONNRESET' }],
  ['a name server that does not answer', { code: 'EAI_AGAIN' }],
  ['an account that may not send for now', { name: 'AccountSendingPausedException' }],
  ['a configuration set that may not send for now', { name: 'ConfigurationSetSendingPausedException' }],
  ['a permission that is missing in SES', { name: 'AccessDenied' }],
  ['a permission that is missing in DynamoDB', { name: 'AccessDeniedException' }],
  ['a broken connection behind another error', { cause: failure({ code: 'EPIPE' }) }],
])('M8 %s is transient', (_, properties) => {
  expect(isTransient(failure(properties))).toBe(true);
});

test.each([
  ['a rejected mail', failure({ name: 'MessageRejected', $metadata: { httpStatusCode: 400 } })],
  ['a refused mail', new MailRefused('not one mail address')],
  ['a bug in Rekey', new TypeError('x is not a function')],
  ['a value that is not an error', 'TimeoutError'],
  ['nothing', undefined],
])('%s is not transient', (_, error) => {
  expect(isTransient(error)).toBe(false);
});
