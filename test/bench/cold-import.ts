/** Imports one bundle into this new process for `cold-imports.ts` and prints how many milliseconds that takes. */
export {};

const [url = ''] = process.argv.slice(2);
// Lambda's runtime may have loaded these already. Here they are loaded for every bundle, so that the comparison is fair.
await Promise.all([import('node:http'), import('node:https')]);
const startedAt = performance.now();
await import(url);
console.log(performance.now() - startedAt);
process.exit(0);
