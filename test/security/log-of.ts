import { jest } from '@jest/globals';

/** Fields that differ between any two requests or records. */
const passing = ['timestamp', 'requestId', 'durationMs', 'invocationId', 'record', 'from', 'refusedToken', '_aws'];

/** The lines of log and metrics that a task writes, without times and without the ids of requests and records. */
export async function logOf(task: () => Promise<unknown>): Promise<object[]> {
  const level = process.env.REKEY_LOG;
  const written: string[] = [];
  const spy = jest.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(`${text}`) > 0);
  process.env.REKEY_LOG = 'all';
  try {
    await task();
  } finally {
    spy.mockRestore();
    process.env.REKEY_LOG = level;
  }
  return written.map((line) => Object.fromEntries(Object.entries(JSON.parse(line)).filter(([name]) => !passing.includes(name))));
}
