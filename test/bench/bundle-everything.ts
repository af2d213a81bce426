import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { bundle, bundleFile } from '#infra/bundle/bundle.ts';
import { mailFunctions } from '#lib/mail/mail-functions.ts';
import { routes } from '#lib/routes.ts';
import { languages } from '#lib/wording/languages.ts';

export const bareClientId = 'bare-client';

/** Bundles every function for the upload, and the bare client in the same way, into `<outDir>/<id>/index.mjs`. */
export async function bundleEverything(outDir: string): Promise<void> {
  const ids = [...routes, ...mailFunctions].map(({ id }) => id);
  await Promise.all([bundle(ids, outDir), bundleBareClient(outDir)]);
}

/** Bundles the bare client, which is the limit for the functions, into the same folder. */
export async function bundleBareClient(outDir: string): Promise<void> {
  await bundleFile('test/bench/bare-client.ts', path.join(outDir, bareClientId));
}

/**
 * Counts the bytes of a function's bundle. It leaves out the blocklist, which is data that a function loads only to check a password. A function loads
 * the sentences of one language, so only the largest language counts.
 */
export async function bundleBytes(outDir: string, id: string): Promise<number> {
  const folder = path.join(outDir, id);
  const files = (await readdir(folder)).filter((file) => !file.startsWith('common-passwords'));
  const sized = await Promise.all(files.map(async (file) => ({ file, size: (await stat(path.join(folder, file))).size })));
  const sentences = sized.filter(({ file }) => isSentences(file)).map(({ size }) => size);
  const others = sized.filter(({ file }) => !isSentences(file)).map(({ size }) => size);
  return others.reduce((sum, size) => sum + size, Math.max(0, ...sentences));
}

function isSentences(file: string): boolean {
  return languages.some((language) => file.startsWith(`${language}-`));
}
