import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import * as z from 'zod/mini';

const counts = z.object({
  lines: z.number(),
  created: z.number(),
  changed: z.number(),
  unchanged: z.number(),
  bad: z.number(),
  /** Of changed and unchanged ones: the file has another password, and the one that Rekey set stays. */
  passwordsKept: z.number(),
  /** Passwords that are no plain bcrypt. */
  passwordsLeftOut: z.number(),
});

export type Counts = z.output<typeof counts>;

const progress = z.object({
  /** Names the file as it is, the table, and the options: another import begins at the beginning. */
  import: z.string(),
  line: z.number(),
  offset: z.number(),
  reportBytes: z.number(),
  counts,
});

/** Up to where everything is stored. */
export type Progress = z.output<typeof progress>;

export const noCounts: Counts = { lines: 0, created: 0, changed: 0, unchanged: 0, bad: 0, passwordsKept: 0, passwordsLeftOut: 0 };

/** How far an import got, kept in a file beside the imported one until it is through. */
export function progressFile(path: string) {
  return {
    /** The progress of this very import; undefined when there is none. */
    async read(name: string): Promise<Progress | undefined> {
      const text = await readFile(path, 'utf8').catch(() => '{}');
      const parsed = z.safeParse(progress, parseJson(text));
      return parsed.success && parsed.data.import === name ? parsed.data : undefined;
    },
    /** At no moment is there half a file. */
    async write(reached: Progress): Promise<void> {
      await writeFile(`${path}.new`, JSON.stringify(reached));
      await rename(`${path}.new`, path);
    },
    async remove(): Promise<void> {
      await rm(path, { force: true });
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
