import type { Json } from '#lib/reset/ports.ts';

/** DynamoDB keeps this many significant digits. */
const mostDigits = 38;

/** No number that DynamoDB keeps is longer, however it is written. */
const longestText = 200;

type Decimal = { sign: string; digits: string; exponent: number };

/**
 * The number that a JSON text writes. It is a plain number if a double has exactly this value. Otherwise it is a value that `JSON.stringify`
 * writes with all its digits.
 */
export function exactNumber(text: string): Json {
  const written = decimal(text);
  const plain = Number(text);
  const double = decimal(String(plain));
  if (written === undefined || double === undefined) {
    return rawJson(text);
  }
  return inFull(written) === inFull(double) ? plain : rawJson(inFull(written));
}

/** The digits of a number that is not plain. Undefined for every other value. */
export function exactText(value: Json): string | undefined {
  return Object(JSON).isRawJSON(value) ? Object(value).rawJSON : undefined;
}

/** Whether DynamoDB stores the number that this text writes, with all its digits. */
export function isStorableNumber(text: string): boolean {
  const written = decimal(text);
  if (written === undefined) {
    return false;
  }
  const { digits, exponent } = written;
  const magnitude = exponent + digits.length - 1;
  return digits.length <= mostDigits && magnitude >= -130 && magnitude <= 125;
}

/** TypeScript does not know `JSON.rawJSON` yet. */
function rawJson(text: string): Json {
  return Object(JSON).rawJSON(text);
}

/** Undefined for a text that is not a number, and for one that is too long or too far from 1 to be stored. */
function decimal(text: string): Decimal | undefined {
  const [, sign = '', whole = '', fraction = '', power = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d{1,3}))?$/i.exec(text) ?? [];
  if (whole === '' || text.length > longestText) {
    return undefined;
  }
  const significant = `${whole}${fraction}`.replace(/^0+/, '');
  const digits = significant.replace(/0+$/, '');
  if (digits === '') {
    return { sign: '', digits: '0', exponent: 0 };
  }
  return { sign, digits, exponent: Number(power) - fraction.length + significant.length - digits.length };
}

/** The number without an exponent. */
function inFull({ sign, digits, exponent }: Decimal): string {
  if (exponent >= 0) {
    return `${sign}${digits}${'0'.repeat(exponent)}`;
  }
  const padded = digits.padStart(1 - exponent, '0');
  return `${sign}${padded.slice(0, exponent)}.${padded.slice(exponent)}`;
}
