import { createInterface } from 'node:readline/promises';
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
});

async function ask(question: string): Promise<string> {
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await reader.question(question);
  } finally {
    reader.close();
  }
}
