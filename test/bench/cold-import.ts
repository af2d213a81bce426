/** Imports one bundle into this new process, for `cold-imports.ts`. Prints its milliseconds. */
export {};

const [url = ''] = process.argv.slice(2);
// Whether or not Lambda's runtime has loaded these before, both sides have.
await Promise.all([import('node:http'), import('node:https')]);
const startedAt = performance.now();
await import(url);
console.log(performance.now() - startedAt);
process.exit(0);
