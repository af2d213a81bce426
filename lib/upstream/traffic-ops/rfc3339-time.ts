export function isTime(text: string): boolean {
  return rfc3339.test(text) && !Number.isNaN(Date.parse(text));
}

/** Nanoseconds of the epoch. The server writes the database's offset from UTC, which can differ from answer to answer. */
export function nanosecondsOf(time: string): bigint {
  const [, seconds = '', fraction = '', offset = ''] = rfc3339.exec(time) ?? [];
  return BigInt(Date.parse(`${seconds}${offset}`)) * 1_000_000n + BigInt(fraction.padEnd(9, '0'));
}

const rfc3339 = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/;
