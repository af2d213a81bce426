import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { bundle, bundleFile } from '#infra/bundle/bundle.ts';
import { mailFunctions } from '#lib/mail/mail-functions.ts';
import { routes } from '#lib/routes.ts';
import { languages } from '#lib/wording/languages.ts';

export const bareClientId = 'bare-client';

/** Every function as it is uploaded, and the bare document client bundled alike: `<outDir>/<id>/index.mjs`. */
export async function bundleEverything(outDir: string): Promise<void> {
  const ids = [...routes, ...mailFunctions].map(({ id }) => id);
  await Promise.all([bundle(ids, outDir), bundleBareClient(outDir)]);
}

/** The limit of the others, beside them. */
export async function bundleBareClient(outDir: string): Promise<void> {
  await bundleFile('test/bench/bare-client.ts', path.join(outDir, bareClientId));
}

const isSentences = (file: string) => languages.some((language) => file.startsWith(`${language}-`));

/**
 * What is uploaded of a function but the blocklist, which is data, loaded only where a password is checked. Of the sentences in several languages,
 * of which one is loaded, the largest counts.
 */
export async function bundleBytes(outDir: string, id: string): Promise<number> {
  const folder = path.join(outDir, id);
  const files = (await readdir(folder)).filter((file) => !file.startsWith('common-passwords'));
  const sized = await Promise.all(files.map(async (file) => ({ file, size: (await stat(path.join(folder, file))).size })));
  const sentences = sized.filter(({ file }) => isSentences(file)).map(({ size }) => size);
  const others = sized.filter(({ file }) => !isSentences(file)).map(({ size }) => size);
  return others.reduce((sum, size) => sum + size, Math.max(0, ...sentences));
}
