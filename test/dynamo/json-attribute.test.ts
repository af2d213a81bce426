import { marshall } from '@aws-sdk/util-dynamodb';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { exactNumber, exactText, isStorableNumber } from '#lib/dynamo/exact-number.ts';
import { attributeFromJson, jsonFromAttribute } from '#lib/dynamo/json-attribute.ts';
import type { Json } from '#lib/reset/ports.ts';

test('any JSON value comes back as it was stored', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const json: Json = JSON.parse(JSON.stringify(value));
      expect(jsonFromAttribute(attributeFromJson(json))).toEqual(json);
    }),
  );
});

test('each JSON value is stored as the type that DynamoDB has for it', () => {
  expect(attributeFromJson({ none: null, text: 'a', flag: true, list: [1, false], object: {} })).toEqual({
    M: {
      none: { NULL: true },
      text: { S: 'a' },
      flag: { BOOL: true },
      list: { L: [{ N: '1' }, { BOOL: false }] },
      object: { M: {} },
    },
  });
});

test('what the SDK stored is read', () => {
  const value = { text: 'a', number: -1.5, list: [true, null, { deep: '' }] };
  expect(jsonFromAttribute(marshall({ value }).value ?? { NULL: true })).toEqual(value);
});

test.each([
  ['10153412345678901', '10153412345678901'],
  ['-9223372036854775808', '-9223372036854775808'],
  ['12345678901234567890123456789012345678', '12345678901234567890123456789012345678'],
  ['1.23456789012345678901E+21', '1234567890123456789010'],
  ['-0.00012345678901234567890', '-0.0001234567890123456789'],
])('%s keeps its digits', (text, written) => {
  const number = exactNumber(text);
  expect(exactText(number)).toBe(written);
  expect(attributeFromJson(number)).toEqual({ N: written });
  expect(JSON.stringify([jsonFromAttribute({ N: text })])).toBe(`[${written}]`);
});

test.each([
  ['4.50', 4.5],
  ['1E2', 100],
  ['-0', 0],
  ['0.000', 0],
  ['9007199254740993.0', undefined],
  ['1152921504606846976', undefined],
  ['1e22', 1e22],
])('%s is a plain number only if a double has exactly this value', (text, plain) => {
  const number = exactNumber(text);
  expect(typeof number === 'number' ? Math.abs(number) : undefined).toBe(plain);
});

test.each([
  ['9'.repeat(38), true],
  ['9'.repeat(39), false],
  [`1${'0'.repeat(125)}`, true],
  [`1${'0'.repeat(126)}`, false],
  ['1e-130', true],
  ['1e-131', false],
  ['1e9999', false],
  [`0.${'0'.repeat(300)}1`, false],
  [`0.00${'9'.repeat(38)}`, true],
  ['1.5'.padEnd(200, '0'), true],
  ['1.5'.padEnd(201, '0'), false],
  ['1x', false],
])('%s: whether DynamoDB stores it is %s', (text, isStorable) => {
  expect(isStorableNumber(text)).toBe(isStorable);
});

test.each(['1e9999', `0.${'1'.repeat(300)}`])('%s is written as it was, because no number in DynamoDB is like it', (text) => {
  expect(exactText(exactNumber(text))).toBe(text);
});

test('sets and binary values are not JSON', () => {
  expect(() => jsonFromAttribute({ SS: ['a'] })).toThrow('not a JSON value');
});
