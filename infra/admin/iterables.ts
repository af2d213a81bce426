/**
 * Works on at most `limit` items at a time. Takes an item only when there is room for it. After a failure it starts nothing new.
 *
 * @throws the first failure, once all work that was started has ended
 */
export async function atMost<Each>(
  limit: number,
  items: Iterable<Each> | AsyncIterable<Each>,
  work: (item: Each) => Promise<void>,
): Promise<void> {
  const failures: unknown[] = [];
  const underway = new Set<Promise<void>>();
  for await (const item of items) {
    if (failures.length > 0) {
      break;
    }
    const one: Promise<void> = work(item)
      .catch((error) => void failures.push(error))
      .finally(() => underway.delete(one));
    underway.add(one);
    if (underway.size >= limit) {
      await Promise.race(underway);
    }
  }
  await Promise.all(underway);
  if (failures.length > 0) {
    throw failures[0];
  }
}

/** Collects everything into an array. */
export async function gather<Each>(items: AsyncIterable<Each>): Promise<Each[]> {
  const all: Each[] = [];
  for await (const item of items) {
    all.push(item);
  }
  return all;
}
