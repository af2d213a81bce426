import { expect, test } from '@jest/globals';
import { withoutMessage } from '#lib/runtime/log.ts';
import { ServerUnavailable } from '#lib/upstream/product-server.ts';

test('the log tells why a product’s server could not be asked', () => {
  expect(withoutMessage(new ServerUnavailable('ECONNREFUSED'))).toMatchObject({
    failure: 'ServerUnavailable',
    problem: 'ECONNREFUSED',
  });
});

test('F4 the log shows no message of another error', () => {
  const error = new Error('Email address is not verified: jane.doe@example.com');
  expect(JSON.stringify(withoutMessage(error))).not.toContain('jane.doe');
  expect(withoutMessage(error)).not.toHaveProperty('problem');
});
