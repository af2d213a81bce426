const percentSign = 0x25;

/**
 * Decodes what is percent-encoded, any number of times, byte by byte. Its time grows with the length of the text, however often the text is encoded,
 * because every decoding makes the text shorter (F7).
 */
export function decodeCompletely(text: string): string {
  const units = new Uint16Array(text.length);
  let end = 0;
  for (let index = 0; index < text.length; index++) {
    units[end++] = text.charCodeAt(index);
    // What was decoded may be the end of another encoded byte.
    while (units[end - 3] === percentSign) {
      const byte = 16 * digitOf(units[end - 2]) + digitOf(units[end - 1]);
      if (Number.isNaN(byte)) {
        break;
      }
      end -= 2;
      units[end - 1] = byte;
    }
  }
  return Buffer.from(units.buffer, 0, 2 * end).toString('utf16le');
}

/** The value of a hexadecimal digit; NaN for anything else. */
function digitOf(unit: number | undefined): number {
  const digit = String.fromCharCode(unit ?? 0);
  return /[0-9a-f]/i.test(digit) ? Number.parseInt(digit, 16) : Number.NaN;
}
