import { runAdmin } from '#infra/admin/run-admin.ts';

export type Ran = { code: number; out: string; err: string };

/** Runs the command line in this process. */
export async function runWords(words: readonly string[], isWatched = false): Promise<Ran> {
  const printed = { out: '', err: '' };
  const code = await runAdmin(words, {
    out: (text) => {
      printed.out += text;
    },
    err: (text) => {
      printed.err += text;
    },
    isWatched,
  });
  return { code, ...printed };
}

/** As on a shell, words parted by blanks. */
export const admin = (line: string) => runWords(line.split(' '));

/** What a command that succeeds prints for scripts. */
export async function adminJson(line: string) {
  const { code, out, err } = await admin(`${line} --json`);
  if (code === 1) {
    throw new Error(err);
  }
  return JSON.parse(out);
}

/** Lets the command line find the stack of this process. */
export function pointAt({ apiUrl, databaseUrl, inboxUrl }: { apiUrl?: string; databaseUrl: string; inboxUrl?: string }): void {
  const portOf = (url = 'http://127.0.0.1:9') => new URL(url).port;
  Object.assign(process.env, { PORT: portOf(apiUrl), DYNAMO_PORT: portOf(databaseUrl), INBOX_PORT: portOf(inboxUrl) });
}
