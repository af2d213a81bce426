import { readFile } from 'node:fs/promises';
import * as z from 'zod/mini';
import { StartError } from '#infra/local/api/listen.ts';
import { parseJson } from '#lib/runtime/parse-json.ts';
import type { LocalSecrets } from './answer-secrets.ts';

const contents = z.record(z.string(), z.string().check(z.minLength(1)));

/**
 * Reads the secrets in a JSON file: an object with a value, a string, for each name.
 *
 * @throws {StartError} that names the fault and shows no value
 */
export async function readSecretsFile(path: string): Promise<LocalSecrets> {
  const { success, data, error } = z.safeParse(contents, parseJson(await readText(path)));
  if (success) {
    return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, { AWSCURRENT: value }]));
  }
  const names = error.issues.flatMap((issue) => issue.path.map(String));
  throw new StartError(
    names.length === 0
      ? 'SECRETS_FILE must be a JSON file that holds one object: {"name of the secret": "its value"}.'
      : `SECRETS_FILE: each value must be a string that is not empty. These are not: ${names.join(', ')}.`,
  );
}

function readText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(({ code, message }: NodeJS.ErrnoException) => {
    throw new StartError(`SECRETS_FILE names ${path}, which cannot be read (${code ?? message}).`);
  });
}

/** Undefined for text that is not JSON. The parser's own message would show a part of the file. */
