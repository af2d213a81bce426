import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { functionIds } from '#lib/function-ids.ts';

/** Makes a folder with a stub of each function's bundle. A template with stubs differs only in the hashes of the code, and real bundles take seconds. */
export function stubCode(): string {
  const dir = mkdtempSync(path.join(tmpdir(), 'rekey-code-'));
  for (const id of functionIds) {
    mkdirSync(path.join(dir, id), { recursive: true });
    writeFileSync(path.join(dir, id, 'index.mjs'), `export const id = '${id}';`);
  }
  return dir;
}
