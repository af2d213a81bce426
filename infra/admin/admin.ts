import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { runAdmin } from './run-admin.ts';

// The program that reads the output may stop early, for example `… | head`.
process.stdout.on('error', (error) => {
  if (!('code' in error && error.code === 'EPIPE')) {
    throw error;
  }
});

process.exitCode = await runAdmin(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  isWatched: process.stderr.isTTY === true,
  ...(process.stdin.isTTY === true && { ask }),
  readSecret: process.stdin.isTTY === true ? askUnseen : firstLine,
});

async function ask(question: string): Promise<string> {
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await reader.question(question);
  } finally {
    reader.close();
  }
}

/** The reader echoes what is typed to its output, so that output goes nowhere. */
async function askUnseen(question: string): Promise<string> {
  process.stderr.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  try {
    return await reader.question('');
  } finally {
    reader.close();
    process.stderr.write('\n');
  }
}

async function firstLine(): Promise<string> {
  for await (const line of createInterface({ input: process.stdin })) {
    return line;
  }
  return '';
}
