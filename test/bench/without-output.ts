/** Runs the work with this process's output going nowhere: the functions write their log, which is part of what they do, and nobody reads it. */
export async function withoutOutput<T>(work: () => Promise<T>): Promise<T> {
  const { write } = process.stdout;
  process.stdout.write = () => true;
  try {
    return await work();
  } finally {
    process.stdout.write = write;
  }
}
