/** Imports one bundle into this new process for `cold-imports.ts`. Prints how many milliseconds that takes, and how many of processor time. */
export {};

const [url = ''] = process.argv.slice(2);
// Lambda's runtime may have loaded these already. Here they are loaded for every bundle, so that the comparison is fair.
await Promise.all([import('node:http'), import('node:https')]);
const usedBefore = process.cpuUsage();
const startedAt = performance.now();
await import(url);
const milliseconds = performance.now() - startedAt;
const { user, system } = process.cpuUsage(usedBefore);
console.log(JSON.stringify([milliseconds, (user + system) / 1000]));
process.exit(0);
