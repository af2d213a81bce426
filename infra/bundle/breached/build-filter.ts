import { marksOf } from '#lib/passwords/breach-filter.ts';

/** With fewer places for each password, the filter can hardly be built. */
const placesEach = 1.23;
const placesAtLeast = 96;

/** @param digests the SHA-1 of each password, each once */
export function buildFilter(digests: readonly Buffer[]): Uint8Array {
  const third = Math.ceil((placesEach * digests.length + placesAtLeast) / 3);
  // An attempt fails rarely. Another length gives the passwords other places.
  for (let added = 0; ; added++) {
    const filter = filled(digests, 3 * (third + added));
    if (filter !== undefined) {
      return filter;
    }
  }
}

/**
 * Takes away one password after the other that has a place to itself. In the reverse order, each password then sets that place to what its two other
 * places leave of its mark.
 *
 * @returns undefined if passwords are left that have no place to themselves
 */
function filled(digests: readonly Buffer[], length: number): Uint8Array | undefined {
  const all = digests.map((digest) => marksOf(digest, length));
  const counts = new Uint32Array(length);
  /** The numbers of the passwords that have this place, by exclusive or: of a single one, its number. */
  const numbers = new Uint32Array(length);
  const toggle = (number: number, step: 1 | -1) => {
    for (const place of placesOf(all, number)) {
      counts[place] = (counts[place] ?? 0) + step;
      numbers[place] = (numbers[place] ?? 0) ^ number;
    }
  };
  for (const number of all.keys()) {
    toggle(number, 1);
  }
  const lonely = [...counts.keys()].filter((place) => counts[place] === 1);
  const taken: { number: number; place: number }[] = [];
  for (let place = lonely.pop(); place !== undefined; place = lonely.pop()) {
    if (counts[place] === 1) {
      const number = numbers[place] ?? 0;
      taken.push({ number, place });
      toggle(number, -1);
      lonely.push(...placesOf(all, number).filter((other) => counts[other] === 1));
    }
  }
  return taken.length < all.length ? undefined : writtenBackwards(taken, all, length);
}

type Marks = readonly ReturnType<typeof marksOf>[];

function writtenBackwards(taken: readonly { number: number; place: number }[], all: Marks, length: number): Uint8Array {
  const filter = new Uint8Array(length);
  for (const { number, place } of taken.toReversed()) {
    // The place itself still holds zero.
    filter[place] = placesOf(all, number).reduce((rest, each) => rest ^ (filter[each] ?? 0), all[number]?.[0] ?? 0);
  }
  return filter;
}

function placesOf(all: Marks, number: number): readonly number[] {
  return all[number]?.slice(1) ?? [];
}
