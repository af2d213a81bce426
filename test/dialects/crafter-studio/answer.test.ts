import { expect, test } from '@jest/globals';
import { answer, done } from '#lib/dialects/crafter-studio/answer.ts';

const type = { 'Content-Type': 'application/json;charset=UTF-8' };
const ok = { status: 200, headers: type, body: '{"message":"OK"}', notes: {} };

test('S1 a call that succeeds answers 200 OK', () => {
  expect(done()).toEqual(ok);
  expect(done({ baseUrl: 'https://cms.example.com' })).toEqual(ok);
});

test('S1 if the call is about a user, the Location is the URL where Studio shows that user', () => {
  const place = 'https://cms.example.com/studio/api/1/services/api/1/user/get.json?username=jane.doe';
  expect(done({ baseUrl: 'https://cms.example.com/studio', username: 'jane.doe' })).toEqual({
    ...ok,
    headers: { ...type, Location: place },
  });
});

test('S1 the username in the Location is URL-encoded', () => {
  const { headers } = done({ baseUrl: '', username: 'jürgen&x=/ ' });
  expect(headers.Location).toBe('/api/1/services/api/1/user/get.json?username=j%C3%BCrgen%26x%3D%2F%20');
});

test('the log’s notes go with the answer', () => {
  expect(done({ notes: { asking: 'throttled' } }).notes).toEqual({ asking: 'throttled' });
});

test('the fields and headers that a row of the contract adds come after the message and beside the content type', () => {
  expect(answer(400, 'No', { reason: 'because' }, { 'Retry-After': '1' })).toEqual({
    status: 400,
    headers: { ...type, 'Retry-After': '1' },
    body: '{"message":"No","reason":"because"}',
  });
});
