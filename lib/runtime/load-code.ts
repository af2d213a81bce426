import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Script } from 'node:vm';

/** Whether V8 took the cache. `absent` means that there is none for this release of Node.js and this processor. */
export type CodeCacheUse = 'accepted' | 'rejected' | 'absent';

export type LoadedCode = {
  exported: { readonly [name: string]: unknown };
  script: Script;
  codeCache: CodeCacheUse;
};

/**
 * The cache of a script for the Node.js that runs this. V8 checks its own version, its flags and the processor, but two releases of Node.js may have the
 * same V8 with different patches, and a process can crash on such a cache (docs/adr/0025). So the file's name has the release.
 */
export function cacheFileOf(codeFile: string): string {
  return `${codeFile}.${process.version}-${process.arch}.cache`;
}

/** Runs the code of a function, with its cache if there is one. Without it, V8 compiles the code, which only takes longer. */
export function loadCode(codeFile: string): LoadedCode {
  // Only `npm run bench:aws` sets this, to compare both.
  const cachedData = process.env.REKEY_WITHOUT_CODE_CACHE ? undefined : readIfThere(cacheFileOf(codeFile));
  const script = new Script(readFileSync(codeFile, 'utf8'), { filename: codeFile, ...(cachedData && { cachedData }) });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(codeFile), module);
  const codeCache = cachedData === undefined ? 'absent' : script.cachedDataRejected ? 'rejected' : 'accepted';
  return { exported: module.exports, script, codeCache };
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
