import { createReadStream } from 'node:fs';

export type Place = {
  /** How many lines come before it. */
  line: number;
  /** How many bytes come before it. */
  offset: number;
};

/** One line of a file: its text, or why it cannot be read. */
export type Line = {
  number: number;
  /** The offset of the next line. */
  end: number;
} & ({ text: string; fault?: never } | { fault: string; text?: never });

/** In bytes. A document of MongoDB has at most 16 MB, and it is longer as text. */
const longestLine = 40_000_000;

const lineFeed = 0x0a;

/** Reads the lines of a file from a place on. Keeps at most one line in memory, however long the file or the line is. */
export async function* readLines(path: string, from: Place): AsyncGenerator<Line> {
  let { line: number, offset: end } = from;
  let kept: Buffer[] = [];
  let length = 0;
  const keep = (part: Buffer) => {
    length += part.length;
    if (length <= longestLine) {
      kept.push(part);
    }
  };
  const take = (): Line => {
    const line = { number: ++number, end, ...decoded(kept, length) };
    kept = [];
    length = 0;
    return line;
  };
  // A stream without an encoding yields buffers.
  for await (const chunk of createReadStream(path, { start: from.offset }) as AsyncIterable<Buffer>) {
    let begin = 0;
    for (let at = chunk.indexOf(lineFeed); at >= 0; at = chunk.indexOf(lineFeed, begin)) {
      keep(chunk.subarray(begin, at));
      end += at + 1 - begin;
      begin = at + 1;
      yield take();
    }
    keep(chunk.subarray(begin));
    end += chunk.length - begin;
  }
  if (length > 0) {
    yield take();
  }
}

function decoded(parts: readonly Buffer[], length: number): { text: string } | { fault: string } {
  if (length > longestLine) {
    return { fault: `longer than ${longestLine} bytes` };
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts)).trim() };
  } catch {
    return { fault: 'not UTF-8' };
  }
}
