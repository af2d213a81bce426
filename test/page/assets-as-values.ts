import { createHash } from 'node:crypto';
import * as assets from '#lib/page/assets.ts';

const code = Object.entries(assets)
  .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`)
  .join('\n');
const hash = createHash('sha256').update(code).digest('hex');

/** Replaces `lib/page/assets.ts` by its values, as the bundler does, because esbuild would otherwise build them again for each test file. */
// biome-ignore lint/style/noDefaultExport: so jest wants it
export default { process: () => ({ code }), getCacheKey: () => hash };
