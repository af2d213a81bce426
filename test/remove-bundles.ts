import { rm } from 'node:fs/promises';
import { sharedFolder } from './bundles/bundle-once.ts';

/** After a run of the tests. */
// biome-ignore lint/style/noDefaultExport: so jest wants it
export default async function removeBundles(): Promise<void> {
  await rm(sharedFolder, { recursive: true, force: true });
}
