import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What the documentation says of a flag or setting. */
type Documented = { readonly fallback: string; readonly meaning: string };

/**
 * The rows of the tables that document flags and settings, by the name. These tables are the only place that explains them, and tests compare them with
 * the code.
 */
export function documentedNames(): ReadonlyMap<string, Documented> {
  const rows = ['deploying', 'settings'].flatMap((page) => {
    const text = readFileSync(fileURLToPath(new URL(`../../docs/${page}.md`, import.meta.url)), 'utf8');
    return [...text.matchAll(/^\| (`.+?) \| (.+?) \| (.+?) \|/gm)];
  });
  return new Map(
    rows.flatMap(([, names = '', fallback = '', meaning = '']) =>
      [...names.matchAll(/`(\w+)`/g)].map(([, name = '']) => [name, { fallback, meaning: withoutLinks(meaning) }] as const),
    ),
  );
}

function withoutLinks(markdown: string): string {
  return markdown.replace(/\[([^\]]+)\]\([^)]+\)/g, '$1');
}
