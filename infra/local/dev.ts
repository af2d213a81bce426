import { watchImports } from './reload/module-versions.ts';

// Every import must come after this, so that the stack knows which modules a change reaches.
const versions = watchImports(new URL('../../', import.meta.url).href);
const { runDev } = await import('./reload/run-dev.ts');

await runDev(versions);
