import { describe, expect, test } from '@jest/globals';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { refuseByTable } from '#lib/http/dialect.ts';
import { ResetError } from '#lib/reset/errors.ts';
import { eventWith } from '#test/dialects/event-with.ts';

type Refused = { said: string; detail: unknown; routeId: string; event: APIGatewayProxyEventV2 };
const saying = (said: string) => (detail: unknown, routeId: string, event: APIGatewayProxyEventV2) => ({
  said,
  detail,
  routeId,
  event,
});

const refuse = refuseByTable<{ 'token-refused': { given: string } }, Refused>({
  'token-refused': saying('a bad token'),
  unexpected: saying('a defect'),
});
const event = eventWith();
const failed = { routeId: 'test/route', requestId: 'a-request', event };

describe('a dialect', () => {
  test('answers a failure of its table with the failure’s detail, the route and the event', () => {
    const failure = new ResetError('token-refused', { given: 'a' });
    expect(refuse(failure, failed)).toEqual({ said: 'a bad token', detail: { given: 'a' }, routeId: 'test/route', event });
    expect(refuse.expects(failure)).toBe(true);
  });

  test.each([
    ['a failure that its table lacks', new ResetError('account-externally-managed', null), 'ResetError'],
    ['a defect', new TypeError('a defect'), 'TypeError'],
    ['a defect that has a code of the table', Object.assign(new Error('a'), { code: 'token-refused' }), 'Error'],
    ['what is not an error', { name: 'Other' }, 'Error'],
    ['nothing', undefined, 'Error'],
  ])('answers %s as unexpected, with its name and the id of the request', (_, failure, errorName) => {
    const detail = { errorName, requestId: 'a-request' };
    expect(refuse(failure, failed)).toEqual({ said: 'a defect', detail, routeId: 'test/route', event });
    expect(refuse.expects(failure)).toBe(false);
  });

  test('does not take a failure for one of its table because every object has a property of that name', () => {
    const failure = new ResetError('toString' as 'token-refused', { given: 'a' });
    expect(refuse.expects(failure)).toBe(false);
    expect(refuse(failure, failed).said).toBe('a defect');
  });
});
