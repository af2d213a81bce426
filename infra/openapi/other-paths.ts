import type { Route } from '#lib/http/route.ts';

/** The product's context paths, below which the documented path is also answered. */
export function contextPaths({ paths }: Route): readonly string[] {
  const [documented = '/', ...aliases] = paths;
  return aliases.filter((path) => path.endsWith(documented)).map((path) => path.slice(0, -documented.length));
}

/** The endings that the documented path may also have. */
export function otherEndings({ paths }: Route): readonly string[] {
  const [documented = '/', ...aliases] = paths;
  return aliases
    .filter((path) => path.startsWith(documented))
    .map((path) => path.slice(documented.length).replace('{slash+}', ''));
}
