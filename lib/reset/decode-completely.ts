/**
 * Decodes what is percent-encoded, any number of times, byte by byte. Its time grows with the length of the text, however often the text is encoded:
 * every decoding makes the text shorter.
 */
export function decodeCompletely(text: string): string {
  const decoded: string[] = [];
  for (const character of text) {
    decoded.push(character);
    for (let byte = lastByte(decoded); byte !== undefined; byte = lastByte(decoded)) {
      decoded.splice(-3, 3, String.fromCharCode(byte));
    }
  }
  return decoded.join('');
}

/** The byte that the last three characters encode. */
function lastByte(decoded: readonly string[]): number | undefined {
  const [sign, high = '', low = ''] = decoded.slice(-3);
  return sign === '%' && isHexadecimal(high) && isHexadecimal(low) ? Number.parseInt(high + low, 16) : undefined;
}

function isHexadecimal(character: string): boolean {
  return /^[0-9a-f]$/i.test(character);
}
