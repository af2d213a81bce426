import type { CodeCacheUse } from './load-code.ts';
import { logger } from './log.ts';

/** Writes one line for each new process. A metric of the stack counts `codeCacheAccepted`. */
export function reportCodeCache(codeCache: CodeCacheUse): void {
  const { version, arch, execArgv } = process;
  const fields = { codeCache, codeCacheAccepted: codeCache === 'accepted' ? 1 : 0 };
  if (codeCache === 'accepted') {
    logger.info('the code cache is used', fields);
  } else {
    logger.warn('the code cache is not used', { ...fields, node: version, architecture: arch, flags: execArgv.join(' ') });
  }
}
