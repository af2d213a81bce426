import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { StartError } from '#infra/local/api/listen.ts';
import { readSecretsFile } from '#infra/local/secrets/secrets-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rekey-secrets-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(text: string) {
  const path = join(folder, 'secrets.json');
  await writeFile(path, text);
  return readSecretsFile(path);
}

async function refusal(text: string): Promise<string> {
  const error = await read(text).catch((error: unknown) => error);
  if (!(error instanceof StartError)) {
    throw new Error('the file was not refused with a StartError');
  }
  return error.message;
}

test('a secrets file gives each of its secrets its current value', async () => {
  expect(await read('{"rekey/profile":"one","arn:aws:secretsmanager:eu-central-1:1:secret:two":"{\\"a\\":1}"}')).toEqual({
    'rekey/profile': { AWSCURRENT: 'one' },
    'arn:aws:secretsmanager:eu-central-1:1:secret:two': { AWSCURRENT: '{"a":1}' },
  });
  expect(await read('{}')).toEqual({});
});

test.each(['', 'a-secret-value', '["a-secret-value"]', '"a-secret-value"', 'null', '{"name":"a-secret-value"'])(
  'a file that is not a JSON object is refused without showing what it holds: %s',
  async (text) => {
    expect(await refusal(text)).toBe(
      'SECRETS_FILE must be a JSON file that holds one object: {"name of the secret": "its value"}.',
    );
  },
);

test('values that are not strings, or are empty, are refused by the names of their secrets', async () => {
  const message = await refusal(
    '{"good":"a-secret-value","number":1234,"nothing":null,"empty":"","versions":{"AWSCURRENT":"a-secret-value"},"list":["a-secret-value"]}',
  );
  expect(message).toBe(
    'SECRETS_FILE: each value must be a string that is not empty. These are not: number, nothing, empty, versions, list.',
  );
});

test('a file that cannot be read is named', async () => {
  const missing = join(folder, 'missing.json');
  await expect(readSecretsFile(missing)).rejects.toThrow(
    new StartError(`SECRETS_FILE names ${missing}, which cannot be read (ENOENT).`),
  );
  await expect(readSecretsFile(folder)).rejects.toThrow('which cannot be read (EISDIR)');
});
