import { runAdmin } from '#infra/admin/run-admin.ts';

export type Ran = { code: number; out: string; err: string };

/** Runs the command line in this process. */
/**
 * @param answer what a person types when the command asks; without it nobody is there to be asked
 * @param secret what is on the standard input
 */
export async function runWords(words: readonly string[], isWatched = false, answer?: string, secret?: string): Promise<Ran> {
  const printed = { out: '', err: '' };
  const code = await runAdmin(words, {
    out: (text) => {
      printed.out += text;
    },
    err: (text) => {
      printed.err += text;
    },
    isWatched,
    ...(secret !== undefined && { readSecret: async () => secret }),
    ...(answer !== undefined && {
      ask: async (question: string) => {
        printed.err += question;
        return answer;
      },
    }),
  });
  return { code, ...printed };
}

/** Runs a line as a shell would, split at blanks. */
export const admin = (line: string) => runWords(line.split(' '));

/** Runs a command with --json and returns what it prints. */
export async function adminJson(line: string) {
  const { code, out, err } = await admin(`${line} --json`);
  if (code === 1) {
    throw new Error(err);
  }
  return JSON.parse(out);
}

/** Points the command line at the stack of this process. */
export function pointAt({ apiUrl, databaseUrl, inboxUrl }: { apiUrl?: string; databaseUrl: string; inboxUrl?: string }): void {
  const portOf = (url = 'http://127.0.0.1:9') => new URL(url).port;
  Object.assign(process.env, { PORT: portOf(apiUrl), DYNAMO_PORT: portOf(databaseUrl), INBOX_PORT: portOf(inboxUrl) });
}
