import { createHash } from 'node:crypto';

/**
 * Whether the filter holds the password. It holds everything that it was made of, and of 256 other passwords it holds one by accident. It is an xor
 * filter (Graf and Lemire, 2019) with one byte in each place: three places belong to a password, and their bytes together give its mark (ADR 28).
 */
export function holdsPassword(filter: Uint8Array, password: string): boolean {
  const [mark, ...places] = marksOf(createHash('sha1').update(password).digest(), filter.length);
  return places.reduce((rest, place) => rest ^ (filter[place] ?? 0), mark) === 0;
}

/**
 * The mark of a password and its three places, one in each third of the filter.
 *
 * @param digest SHA-1, because the lists of Have I Been Pwned are made of it
 */
export function marksOf(digest: Buffer, filterLength: number): [mark: number, ...places: [number, number, number]] {
  const third = filterLength / 3;
  const placeIn = (part: number) => part * third + Math.floor((digest.readUInt32BE(4 * part) / 2 ** 32) * third);
  return [digest.readUInt8(12), placeIn(0), placeIn(1), placeIn(2)];
}
