import { type FileHandle, open, rm } from 'node:fs/promises';
import { AdminError } from '#infra/admin/admin-error.ts';

/** One line of the report: a line that could not be imported, or one that was imported and deserves a look. */
export type Reported = { line: number; imported?: true; reason: string };

/** The report of lines that could not be imported or deserve a look, as JSON Lines: `{"line":12,"reason":"…"}`. */
export type BadLines = {
  /** The length of the report in bytes. */
  size(): number;
  add(reported: Reported): Promise<void>;
  /** Removes the report if it is empty. */
  close(): Promise<void>;
};

/**
 * @param keep how many bytes of an earlier report to keep
 * @throws {AdminError} when the report cannot be written
 */
export async function openBadLines(path: string, keep: number): Promise<BadLines> {
  const file = await openAt(path, keep);
  let size = keep;
  return {
    size: () => size,
    async add(reported) {
      const { bytesWritten } = await file.write(`${JSON.stringify(reported)}\n`, size);
      size += bytesWritten;
    },
    async close() {
      await file.close();
      if (size === 0) {
        await rm(path, { force: true });
      }
    },
  };
}

async function openAt(path: string, keep: number): Promise<FileHandle> {
  try {
    const file = await open(path, keep > 0 ? 'r+' : 'w');
    await file.truncate(keep);
    return file;
  } catch (error) {
    throw new AdminError(`Cannot write the report to ${path} (${Object(error).code}). Choose another file with --report.`);
  }
}
