import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { bundle, bundleFile } from '#infra/bundle.ts';
import { routes } from '#lib/http/routes.ts';
import { mailFunctions } from '#lib/mail/mail-functions.ts';

export const bareClientId = 'bare-client';

/** Every function as it is uploaded, and the bare document client bundled alike: `<outDir>/<id>/index.mjs`. */
export async function bundleEverything(outDir: string): Promise<void> {
  await Promise.all([
    bundle(
      [...routes, ...mailFunctions].map(({ id }) => id),
      outDir,
    ),
    bundleFile('test/bench/bare-client.ts', path.join(outDir, bareClientId)),
  ]);
}

/** All that is uploaded of a function but the blocklist, which is data, loaded only where a password is checked. */
export async function bundleBytes(outDir: string, id: string): Promise<number> {
  const folder = path.join(outDir, id);
  const files = (await readdir(folder)).filter((file) => !file.startsWith('common-passwords'));
  const sizes = await Promise.all(files.map(async (file) => (await stat(path.join(folder, file))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
