import fc from 'fast-check';

/** Any sequence of 16-bit units, including half characters and control characters. */
export const units = (maxLength: number) =>
  fc
    .array(
      fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.integer({ min: 0xd800, max: 0xdfff }), fc.integer({ min: 0, max: 0x7f })),
      { maxLength },
    )
    .map((codes) => String.fromCharCode(...codes));

/** Text that a developer may have overlooked. */
export const nasty = fc.oneof(
  { arbitrary: units(40), weight: 4 },
  { arbitrary: fc.string({ unit: 'binary', maxLength: 30 }), weight: 2 },
  {
    arbitrary: fc.constantFrom(
      '',
      ' ',
      '\0',
      '\r\n',
      '\ud800',
      'a\udc00@example.com',
      '\ufeff',
      '__proto__',
      'constructor',
      'undefined',
      '[object Object]',
      '%00',
      '%',
      '../..',
      '\u202e',
      '$ne',
      '{{7*7}}',
    ),
    weight: 3,
  },
  {
    arbitrary: fc
      .constantFrom(255, 256, 1_000, 2_048, 5_000, 16_000)
      .chain((length) => units(3).map((text) => `${text}x`.repeat(length).slice(0, length))),
    weight: 2,
  },
);

/** Any JSON value. */
export const jsonValue = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    nasty,
    fc.constantFrom(null, true, false, 0, -1, 1e308, 1.5),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.oneof(nasty, fc.constantFrom('user', '$gt', 'length', 'toJSON')), tie('value'), {
      maxKeys: 3,
      noNullPrototype: false,
    }),
  ),
})).value;
