import type { Realm } from '#lib/reset/ports.ts';
import { BadLine, parseLine } from './parse-line.ts';
import type { ParsedAccount } from './parsed-account.ts';
import type { Line } from './read-lines.ts';

export type ParsedLine = { number: number; parsed: ParsedAccount };

export type BadResult = { number: number; reason: string };

export type ParsedBatch = { good: readonly ParsedLine[]; bad: readonly BadResult[]; builtIn: number };

/** The built-in account of Studio, under which it writes to its repositories. */
const builtInUser = 'git_repo_user';

const linesPerBatch = 100;

/** In bytes. A document of MongoDB can have 16 MB. */
const bytesPerBatch = 20_000_000;

/** Groups lines by a hundred, which is how many items DynamoDB reads at once, and by fewer if they are long. */
export async function* inBatches(lines: AsyncIterable<Line>): AsyncGenerator<readonly Line[]> {
  let batch: Line[] = [];
  let bytes = 0;
  for await (const line of lines) {
    batch.push(line);
    bytes += line.text?.length ?? 0;
    if (batch.length === linesPerBatch || bytes >= bytesPerBatch) {
      yield batch;
      batch = [];
      bytes = 0;
    }
  }
  if (batch.length > 0) {
    yield batch;
  }
}

/** Parses lines. Blank ones are neither good nor bad. */
export function parseBatch(batch: readonly Line[], realm: Realm): ParsedBatch {
  const good: ParsedLine[] = [];
  const bad: BadResult[] = [];
  let builtIn = 0;
  for (const { number, text, fault } of batch) {
    if (text === undefined) {
      bad.push({ number, reason: fault });
    } else if (text !== '') {
      try {
        const parsed = parseLine(realm, text);
        if (realm === 'crafter-studio' && parsed.id === builtInUser) {
          builtIn++;
        } else {
          good.push({ number, parsed });
        }
      } catch (error) {
        bad.push(badResult(number, error));
      }
    }
  }
  return { good, bad, builtIn };
}

/** @throws what is not the fault of the line */
export function badResult(number: number, error: unknown): BadResult {
  if (!(error instanceof BadLine)) {
    throw error;
  }
  return { number, reason: error.message };
}
