// `npm run test:profile` runs the suite of `npm run test:upstream` against the real Crafter Profile, which Maven fetches. It needs Maven and a JDK,
// version 21 or newer. Where they are not there, or the fetch fails, it says so and exits with 0.
import { spawnSync } from 'node:child_process';
import { fetchProfile } from './fetch-profile.ts';
import { findJava } from './find-java.ts';
import { seedTenant } from './seed-tenant.ts';
import { startProfile } from './start-profile.ts';

const java = findJava();
if (java === undefined) {
  skip('there is no JDK of version 21 or newer');
}
const libraries = fetchProfile();
if (libraries === undefined) {
  skip('Maven is not there or could not fetch it');
}
const { url, stop } = await startProfile(java, libraries);
const seeded = await seedTenant(url);
const { status } = spawnSync('npm', ['run', 'test:upstream'], {
  stdio: 'inherit',
  env: {
    ...process.env,
    UPSTREAM_PROFILE_URL: url,
    UPSTREAM_PROFILE_TENANT: seeded.tenant,
    UPSTREAM_PROFILE_TOKEN: seeded.token,
    UPSTREAM_PROFILE_APPLICATION_TOKEN: seeded.applicationToken,
  },
});
stop();
process.exitCode = status ?? 1;

function skip(reason: string): never {
  console.log(`The real Crafter Profile was not tested: ${reason}.`);
  process.exit(0);
}
