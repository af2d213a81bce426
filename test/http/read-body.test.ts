import { describe, expect, jest, test } from '@jest/globals';
import { parsePairs, readBody, readJsonObject } from '#lib/http/read-body.ts';

const maximumBytes = 16 * 1024;
const base64 = (bytes: Buffer) => ({ body: bytes.toString('base64'), isBase64Encoded: true });
const unreadable = (problem: string) => expect.objectContaining({ code: 'body-unreadable', detail: { problem } });
const tooLarge = expect.objectContaining({ code: 'body-too-large', detail: null });

describe('a body', () => {
  test.each([{}, { body: null }, { body: '' }])('of the event %j is empty', (event) => {
    expect(readBody(event)).toBe('');
  });

  test('is its text, with a byte order mark if it has one', () => {
    expect(readBody({ body: '\ufeffü' })).toBe('\ufeffü');
    expect(readBody({ body: 'YQ==', isBase64Encoded: false })).toBe('YQ==');
  });

  test('in Base64 is decoded', () => {
    expect(readBody(base64(Buffer.from('\ufeffaü')))).toBe('\ufeffaü');
  });

  test('that is not UTF-8 cannot be read', () => {
    expect(() => readBody(base64(Buffer.from([0xc3, 0x28])))).toThrow(unreadable('the body is not UTF-8'));
  });

  test('P12 may have 16 KiB and no more', () => {
    const largest = 'x'.repeat(maximumBytes);
    expect(readBody({ body: largest })).toBe(largest);
    expect(readBody(base64(Buffer.from(largest)))).toBe(largest);
    expect(() => readBody({ body: `${largest}x` })).toThrow(tooLarge);
    expect(() => readBody(base64(Buffer.from(`${largest}x`)))).toThrow(tooLarge);
    expect(() => readBody({ body: 'ü'.repeat(maximumBytes / 2 + 1) })).toThrow(tooLarge);
  });

  test('P12 that can never fit is refused before it is decoded', () => {
    const decode = jest.spyOn(Buffer, 'from');
    try {
      expect(() => readBody({ body: 'A'.repeat(maximumBytes * 2 + 1), isBase64Encoded: true })).toThrow(tooLarge);
      expect(decode).not.toHaveBeenCalled();
    } finally {
      decode.mockRestore();
    }
  });

  test('P12 is read if its Base64 is long only because of line breaks', () => {
    const padded = Buffer.from('aü')
      .toString('base64')
      .padEnd(maximumBytes * 2, '\n');
    expect(readBody({ body: padded, isBase64Encoded: true })).toBe('aü');
  });
});

describe('a JSON body', () => {
  test('is an object', () => {
    expect(readJsonObject({ body: '{"a":[1,null,"ü"]}' })).toEqual({ a: [1, null, 'ü'] });
    expect(readJsonObject(base64(Buffer.from('{"a":1}')))).toEqual({ a: 1 });
  });

  test.each(['[]', 'null', '"a"', '1'])('is refused if it is %s', (body) => {
    expect(() => readJsonObject({ body })).toThrow(unreadable('the body is not a JSON object'));
  });

  test.each(['{', 'a=1', '{"a":1}\0'])('cannot be read if it is %j', (body) => {
    expect(() => readJsonObject({ body })).toThrow(unreadable('the body is not JSON'));
  });

  test.each(['__proto__', 'constructor'])('W4 may have the key %s, which changes nothing', (key) => {
    const read = readJsonObject({ body: `{"${key}":{"prototype":{"isChanged":true}},"a":1}` });
    expect(Object.entries(read)).toContainEqual(['a', 1]);
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
    expect({}).not.toHaveProperty('isChanged');
  });
});

describe('the pairs of a form', () => {
  test('are decoded, and a repeated name has all of its values', () => {
    expect({ ...parsePairs('a=1&b=+%2B&a=2&c') }).toEqual({ a: ['1', '2'], b: ' +', c: '' });
  });

  test('are read to the last, however many there are', () => {
    expect(parsePairs('a=1&'.repeat(1_500)).a).toHaveLength(1_500);
  });
});
