import { describe, expect, test } from '@jest/globals';
import { firstValues, readParameters } from '#lib/http/read-parameters.ts';
import { eventWith } from '#test/dialects/event-with.ts';

const lists = ['attributesToReturn', 'attributeToReturn'];

const form = { 'content-type': 'application/x-www-form-urlencoded' };
const json = { 'content-type': 'application/json' };

/** An event that a person wrote by hand: it may lack what API Gateway always gives, or hold what it never gives. */
const madeByHand = (event: object) => readParameters(event as never, lists);

const readsOf = (...parts: Parameters<typeof eventWith>) => readParameters(eventWith(...parts), lists);

test('the first values of pairs are one text for each name, if it has any', () => {
  expect(firstValues({ one: 'ab', several: ['cd', 'ef'], none: undefined })).toEqual({
    one: 'ab',
    several: 'cd',
    none: undefined,
  });
});

describe('the parameters of a call', () => {
  test('P4 come from the query string and a form, mixed freely', () => {
    const given = readsOf({ query: 'accessTokenId=a', headers: form, body: 'newPassword=+b%2Bc%C3%BC+' });
    expect(given).toEqual({ accessTokenId: 'a', newPassword: ' b+cü ' });
  });

  test('P4 have their first value, those of the query string first; a list has them all', () => {
    const body = 'id=3&attributesToReturn=c&attributesToReturn=d';
    const given = readsOf({ query: 'id=1&id=2&other=x&attributesToReturn=a&attributesToReturn=b', headers: form, body });
    expect(given).toEqual({ id: '1', other: 'x', attributesToReturn: ['a', 'b', 'c', 'd'] });
    expect(readsOf({ query: 'attributesToReturn=a' })).toEqual({ attributesToReturn: ['a'] });
  });

  test('P4 come from an event without a raw query string too, as made by hand', () => {
    const { rawQueryString: _, ...event } = eventWith();
    expect(madeByHand({ ...event, queryStringParameters: { id: 'x' } })).toEqual({ id: 'x' });
  });

  test('P4 come from a JSON object, whatever the Content-Type says', () => {
    const body = { accessTokenId: 'a', newPassword: ' b ' };
    for (const headers of [json, {}, { 'content-type': 'text/plain' }]) {
      expect(readsOf({ headers, body })).toEqual({ accessTokenId: 'a', newPassword: ' b ' });
    }
  });

  test('P4 come from an event without headers', () => {
    const { headers: _, ...event } = eventWith({ body: { id: 'x' } });
    expect(madeByHand(event)).toEqual({ id: 'x' });
  });

  test.each([
    'application/x-www-form-urlencoded;charset=ISO-8859-1',
    'application/x-www-form-urlencoded ; charset=utf-8',
    'application/x-www-form-urlencoded  ',
    'APPLICATION/X-WWW-Form-Urlencoded',
  ])('P4 the type %j is a form’s', (type) => {
    expect(readsOf({ headers: { 'content-type': type }, body: 'id=x' })).toEqual({ id: 'x' });
  });

  test.each([
    'application/x-www-form-urlencodedx',
    'application/x-www-form-urlencoded x',
    'x application/x-www-form-urlencoded',
    ' application/x-www-form-urlencoded',
    'text/plain',
  ])('P4 the type %j is not a form’s, so the body cannot be read and counts as empty', (type) => {
    expect(readsOf({ query: 'id=y', headers: { 'content-type': type }, body: 'id=x' })).toEqual({ id: 'y' });
  });

  test.each(['', '  \n', '[]', 'null', '"id=x"', '{"id":"x"', 'id=x'])('P4 the body %j counts as empty', (body) => {
    expect(readsOf({ headers: json, body })).toEqual({});
  });

  test('P4 of JSON only strings are values (K7)', () => {
    const body = { a: 1, b: true, c: null, d: { $gt: '' }, e: ['x', 'y'], f: 'z' };
    expect(readsOf({ headers: json, body })).toEqual({ f: 'z' });
  });

  test('P4 of JSON a list is values where several mean something, as far as it holds strings', () => {
    const body = { attributesToReturn: ['a', 1, null, 'b'], attributeToReturn: ['c'], resetTokenId: ['d'] };
    expect(readsOf({ headers: json, body })).toEqual({ attributesToReturn: ['a', 'b'], attributeToReturn: ['c'] });
  });

  test('P12 a body over 16 KiB is refused, form or not', () => {
    for (const headers of [form, json]) {
      const read = () => readsOf({ headers, body: 'x'.repeat(16 * 1024 + 1) });
      expect(read).toThrow(expect.objectContaining({ code: 'body-too-large' }));
    }
  });

  test('P11 what no body can be is a defect and does not count as empty', () => {
    const event = { ...eventWith({ headers: form }), body: 7 };
    expect(() => madeByHand(event)).toThrow(expect.objectContaining({ code: 'ERR_INVALID_ARG_TYPE' }));
  });
});
