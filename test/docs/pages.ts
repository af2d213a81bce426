import { globSync, readFileSync } from 'node:fs';

/** Every page of the documentation, by its path in the repository. */
export const pages: ReadonlyMap<string, string> = new Map(
  ['README.md', ...globSync('docs/**/*.md')].toSorted().map((file) => [file, readFileSync(file, 'utf8')]),
);

/** @param file its path in the repository, for example `docs/api.md` */
export function pageOf(file: string): string {
  const text = pages.get(file);
  if (text === undefined) {
    throw new Error(`there is no page ${file}`);
  }
  return text;
}

/** The text of a page in one line, so that a sentence is found wherever its lines break. */
export function inOneLine(file: string): string {
  return pageOf(file).replace(/\s+/g, ' ');
}

/** The pages whose shell blocks a test runs, in this order. */
export const followedPages = [
  'README.md',
  'docs/first-resets.md',
  'docs/operating.md',
  'docs/importing-accounts.md',
  'docs/developing.md',
] as const;

export type ShellBlock = {
  readonly file: string;
  /** Of its first line, counted from 1. */
  readonly line: number;
  readonly script: string;
  /** Why no test can run it, from the comment above it; null when one does. */
  readonly notRun: string | null;
  /** The block of text directly below it, with `…` for anything; null without one. */
  readonly prints: string | null;
};

/** The shell blocks of a page, in order. */
export function shellBlocksOf(file: string): ShellBlock[] {
  const text = pageOf(file);
  const block = /(?: *<!-- not run: ([^>]+) -->\n)?( *)```sh\n([\s\S]*?)\n *```\n(?:\n```text\n([\s\S]*?)\n```\n)?/g;
  return [...text.matchAll(block)].map(({ index, 1: reason, 2: indent = '', 3: script = '', 4: prints }) => ({
    file,
    line: text.slice(0, text.indexOf('```sh', index)).split('\n').length + 1,
    script: script.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    notRun: reason ?? null,
    prints: prints ?? null,
  }));
}
