import { describe, expect, test } from '@jest/globals';
import { parseMultipart } from '#lib/http/parse-multipart.ts';
import { readParameters } from '#lib/http/read-parameters.ts';
import { eventWith } from '#test/dialects/event-with.ts';

const type = 'multipart/form-data; boundary=x';
const field = (name: string, value: string, more = '') =>
  `--x\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`;
const end = '--x--\r\n';

describe('P4 multipart/form-data', () => {
  test('has its text fields, each with all of its values', () => {
    const body = `${field('a', '1')}${field('b', ' ü+%20&=\r\n--y ')}${field('a', '2')}${field('c', '')}${end}`;
    expect(parseMultipart(type, body)).toEqual({ a: ['1', '2'], b: [' ü+%20&=\r\n--y '], c: [''] });
  });

  test.each([
    ['as curl', 'multipart/form-data; boundary=------------------------x'],
    ['in quotes', 'multipart/form-data; boundary="------------------------x"'],
    ['without a space', 'multipart/form-data;boundary=------------------------x'],
    ['after several spaces', 'multipart/form-data; \t boundary=------------------------x'],
    ['after a charset', 'multipart/form-data; charset=UTF-8; BOUNDARY=------------------------x'],
    ['before a charset', 'multipart/form-data; boundary=------------------------x; charset=UTF-8'],
  ])('names its boundary %s', (_, contentType) => {
    const body = `${field('a', '1')}${end}`.replaceAll('--x', '--------------------------x');
    expect(parseMultipart(contentType, body)).toEqual({ a: ['1'] });
  });

  test.each([
    ['a file', field('a', '1', '; filename="f.txt"')],
    ['a file with an encoded name', field('a', '1', "; filename*=UTF-8''f.txt")],
    ['a file without a space before its name', field('a', '1', ';filename="f.txt"')],
    ['a part without a name', '--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n'],
    ['a part with another header that ends like the right one', '--x\r\nX-Content-Disposition: form-data; name="a"\r\n\r\n1\r\n'],
    ['a part that is not a field', '--x\r\nContent-Disposition: attachment; name="a"\r\n\r\n1\r\n'],
    ['a part without headers', '--x\r\n\r\n1\r\n'],
    ['a part without an end of its headers', '--x\r\nContent-Disposition: form-data; name="a"\r\n'],
    ['a part that ends in its headers', '--x\r\nContent-Disposition: form-data; name=a\r\nX-Other: b\r\n'],
    ['a part with long headers', field('a', '1', `; x=${'x'.repeat(500)}`)],
    ['text before the first part', 'name="a"\r\n\r\n1\r\n'],
    ['text after the last part', `${end}${field('a', '1')}`],
  ])('leaves out %s', (_, part) => {
    expect(parseMultipart(type, `${part}${field('b', '2')}${end}`)?.a).toBeUndefined();
  });

  test('may have more headers in its parts, in any order and letter case', () => {
    const body = '--x\r\nContent-Type: text/plain; charset=UTF-8\r\ncontent-disposition: form-data; Name=a\r\n\r\n1\r\n--x--';
    expect(parseMultipart(type, body)).toEqual({ a: ['1'] });
  });

  test.each([
    ['without spaces', 'Content-Disposition:form-data;name=abc'],
    ['with many spaces', 'Content-Disposition: \t form-data \t ; \t name=abc'],
    ['with more parameters', 'Content-Disposition: form-data; x=y; name="abc"'],
  ])('may have headers %s', (_, header) => {
    expect(parseMultipart(type, `--x\r\n${header}\r\n\r\n1\r\n${end}`)).toEqual({ abc: ['1'] });
  });

  test('may have spaces after a delimiter, and headers of 500 characters with their first line break', () => {
    const header = 'Content-Disposition: form-data; name="a"; x='.padEnd(498, 'x');
    expect(parseMultipart(type, `--x   \r\n${header}\r\n\r\n1\r\n${end}`)).toEqual({ a: ['1'] });
    expect(parseMultipart(type, `--x   \r\n${header}x\r\n\r\n1\r\n${end}`)).toEqual({});
  });

  test('has no fields if it is cut off, because the last of them may not be whole', () => {
    expect(parseMultipart(type, `${field('a', '1')}${field('b', '2')}`)).toEqual({});
  });

  test.each(['multipart/form-data', 'multipart/form-data; boundary=', `multipart/form-data; boundary=${'x'.repeat(71)}`])(
    'cannot be read without a boundary: %s',
    (contentType) => {
      expect(parseMultipart(contentType, `${field('a', '1')}${end}`)).toBeUndefined();
    },
  );

  test('F7 of thousands of parts costs what they are worth', () => {
    const body = `${field('a', '1').repeat(250)}${end}`;
    expect(parseMultipart(type, body)?.a).toHaveLength(250);
    expect(parseMultipart(type, '--x\r\n'.repeat(3_000))).toEqual({});
  });

  test('W4 a field named __proto__ changes nothing', () => {
    const given = parseMultipart(type, `${field('__proto__', 'x')}${field('a', '1')}${end}`);
    expect(Object.getPrototypeOf(given)).toBe(Object.prototype);
    expect(Object.entries(given ?? {})).toContainEqual(['a', ['1']]);
  });

  test('counts as empty if its boundary comes after 200 characters of its type', () => {
    const headers = { 'content-type': `multipart/form-data; x=${'x'.repeat(200)}; boundary=x` };
    expect(readParameters(eventWith({ query: 'a=0', headers, body: `${field('b', '1')}${end}` }), [])).toEqual({ a: '0' });
  });

  test('counts after the query string, and a list has all of its values', () => {
    const body = `${field('accessTokenId', 'b')}${field('attributesToReturn', 'c')}${field('attributesToReturn', 'd')}${end}`;
    const event = eventWith({ query: 'accessTokenId=a', headers: { 'content-type': type }, body });
    expect(readParameters(event, ['attributesToReturn'])).toEqual({ accessTokenId: 'a', attributesToReturn: ['c', 'd'] });
  });
});
