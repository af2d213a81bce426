import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import * as z from 'zod/mini';
import { parseJson } from '#lib/runtime/parse-json.ts';

const counts = z.object({
  lines: z.number(),
  created: z.number(),
  changed: z.number(),
  unchanged: z.number(),
  bad: z.number(),
  /** How many of the changed and unchanged accounts keep a password that was set in Rekey and differs from the file's. */
  passwordsKept: z.number(),
  /** Passwords that are not plain bcrypt. */
  passwordsLeftOut: z.number(),
  /** Lines about an account that a later line is about, too. */
  repeated: z.number(),
  /** Lines about an account that the product made for itself. */
  builtIn: z.number(),
  /** Imported accounts without an address that mail can go to. */
  unmailable: z.number(),
  /** Imported accounts with attributes that cannot be stored. */
  attributesLeftOut: z.number(),
  /** Imported accounts with two backslashes side by side. */
  doubledBackslashes: z.number(),
});

export type Counts = z.output<typeof counts>;

const progress = z.object({
  /** Identifies the file in its present state, the table and the options. An import with another identity starts from the beginning. */
  import: z.string(),
  line: z.number(),
  offset: z.number(),
  reportBytes: z.number(),
  counts,
});

/** The place in the file up to which every line is dealt with. */
export type Progress = z.output<typeof progress>;

export const noCounts: Counts = {
  lines: 0,
  created: 0,
  changed: 0,
  unchanged: 0,
  bad: 0,
  passwordsKept: 0,
  passwordsLeftOut: 0,
  repeated: 0,
  builtIn: 0,
  unmailable: 0,
  attributesLeftOut: 0,
  doubledBackslashes: 0,
};

/** Keeps the progress of an import in a file beside the imported one, until the import is complete. */
export function progressFile(path: string) {
  return {
    /** The progress of the import with this identity, or undefined. */
    async read(name: string): Promise<Progress | undefined> {
      const text = await readFile(path, 'utf8').catch(() => '{}');
      const parsed = z.safeParse(progress, parseJson(text));
      return parsed.success && parsed.data.import === name ? parsed.data : undefined;
    },
    /** Atomic: the file is never half written. */
    async write(reached: Progress): Promise<void> {
      await writeFile(`${path}.new`, JSON.stringify(reached));
      await rename(`${path}.new`, path);
    },
    async remove(): Promise<void> {
      await rm(path, { force: true });
    },
  };
}
