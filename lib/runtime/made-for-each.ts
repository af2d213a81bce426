/**
 * As `madeOnce`, for each key. It keeps `atMost` values: if more keys come, it forgets all of them, because a stranger may choose the keys.
 *
 * @param make may throw; then nothing is kept for this key
 */
export function madeForEach<Key extends readonly string[], Made extends object>(
  atMost: number,
  make: (...key: Key) => Made,
): (...key: Key) => Made {
  const kept = new Map<string, Made>();
  return (...key) => {
    const name = JSON.stringify(key);
    const found = kept.get(name);
    if (found !== undefined) {
      return found;
    }
    const made = make(...key);
    if (kept.size >= atMost) {
      kept.clear();
    }
    kept.set(name, made);
    return made;
  };
}
