import { readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { bundle, bundleFile } from '#infra/bundle/bundle.ts';
import { functionIds } from '#lib/function-ids.ts';
import { routes } from '#lib/routes.ts';
import { parseSettings } from '#lib/settings/settings.ts';
import { languages } from '#lib/wording/languages.ts';

export const bareClientId = 'bare-client';
export const bareMailClientId = 'bare-mail-client';

/** The bundles of a Rekey in front of the products' own servers are in this folder. */
export const upstreamFolder = (outDir: string) => path.join(outDir, 'upstream');

const ids = functionIds;

/** Bundles every function for the upload, for both places where accounts can be, and the bare client in the same way, into `<outDir>/<id>/index.mjs`. */
export async function bundleEverything(outDir: string): Promise<void> {
  await Promise.all([bundle(ids, outDir), bundleBareClient(outDir), bundleBareMailClient(outDir)]);
  await bundleUpstream(outDir);
}

/** Bundles every function for a Rekey in front of the servers of all three products. */
export async function bundleUpstream(outDir: string): Promise<void> {
  const settings = parseSettings({
    REKEY_CRAFTER_PROFILE_URL: 'https://profile.example.com/crafter-profile',
    REKEY_CRAFTER_STUDIO_URL: 'https://studio.example.com/studio',
    REKEY_TRAFFIC_OPS_URL: 'https://ops.example.com',
  });
  await bundle(ids, upstreamFolder(outDir), { settings });
}

/** The bundles with a code cache are in this folder. */
export const codeCacheFolder = (outDir: string) => path.join(outDir, 'code-cache');

/** Bundles the functions of all routes with a code cache for this Node.js. */
export async function bundleWithCodeCaches(outDir: string): Promise<void> {
  const architecture = process.arch === 'x64' ? 'x86_64' : 'arm64';
  const made = { settings: parseSettings({}), codeCache: process.execPath, architecture } as const;
  await rm(codeCacheFolder(outDir), { recursive: true, force: true });
  await bundle(
    routes.map(({ id }) => id),
    codeCacheFolder(outDir),
    made,
  );
}

/** Whether the servers make another bundle of this function. */
export async function isOtherUpstream(outDir: string, id: string): Promise<boolean> {
  const [own, upstream] = await Promise.all(
    [outDir, upstreamFolder(outDir)].map((folder) => readFile(path.join(folder, id, 'index.mjs'), 'utf8')),
  );
  return own !== upstream;
}

/** Bundles the bare client, which is the limit for the functions, into the same folder. */
export async function bundleBareClient(outDir: string): Promise<void> {
  await bundleFile('test/bench/bare-client.ts', path.join(outDir, bareClientId));
}

/** The same for the bare clients, which are the limit for the mail functions. */
async function bundleBareMailClient(outDir: string): Promise<void> {
  await bundleFile('test/bench/bare-mail-client.ts', path.join(outDir, bareMailClientId));
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
