import { expect, test } from '@jest/globals';
import { answer, error, success } from '#lib/dialects/traffic-ops/answer.ts';

/** SHA-512 of `{}` and a line feed, as `printf '{}\n' | openssl dgst -sha512 -binary | base64` writes it. */
const digestOfEmpty = 'yktt77itzAEAULyLG7j4CSxJKLig+6MhRqvPslbk2RZy+IyizfYhDnVOW4rF4j+wI4BszXSayLcB95ppHwPIeg==';

test('every answer has the document’s headers, and its digest includes the line feed at its end', () => {
  expect(answer(200, {})).toEqual({
    status: 200,
    headers: {
      'Access-Control-Allow-Credentials': 'true',
      'Access-Control-Allow-Headers': 'Origin, X-Requested-With, Content-Type, Accept',
      'Access-Control-Allow-Methods': 'POST,GET,OPTIONS,PUT,DELETE',
      'Access-Control-Allow-Origin': '*',
      'Cache-Control': 'no-cache, no-store, max-age=0, must-revalidate',
      'Content-Type': 'application/json',
      Vary: 'Accept-Encoding',
      'Whole-Content-Sha512': digestOfEmpty,
      'X-Server-Name': 'traffic_ops_golang/',
    },
    body: '{}\n',
  });
});

test('alerts have a level and a text, in this order', () => {
  expect(answer(200, { alerts: [success('Done')] }).body).toBe('{"alerts":[{"level":"success","text":"Done"}]}\n');
  expect(answer(400, { alerts: [error('No')] }).body).toBe('{"alerts":[{"level":"error","text":"No"}]}\n');
});

test('the response comes after the alerts', () => {
  const content = { alerts: [success('Done')], response: { id: 2 } };
  expect(answer(200, content).body).toBe('{"alerts":[{"level":"success","text":"Done"}],"response":{"id":2}}\n');
});

test('an answer can have its own headers, cookies and notes besides the document’s headers', () => {
  const { headers, ...rest } = answer(200, {}, { headers: { 'Retry-After': '17' }, cookies: ['a=b'], notes: { c: 'd' } });
  expect(rest).toEqual({ status: 200, body: '{}\n', cookies: ['a=b'], notes: { c: 'd' } });
  expect(headers).toEqual({ ...answer(200, {}).headers, 'Retry-After': '17' });
});
