import { profileTokens } from '#infra/local/doubles/crafter-profile/seed-profiles.ts';
import { type ProfileDouble, startProfileDouble } from '#infra/local/doubles/crafter-profile/start-profile-double.ts';
import type { DoubleOptions } from '#infra/local/doubles/server/start-double.ts';
import { profileServer } from '#lib/upstream/crafter-profile/profile-server.ts';
import { httpClient } from '#lib/upstream/http-client.ts';
import type { OpenedUpstream } from '#test/contracts/upstream-bench.ts';

export const profileWrite = { method: 'POST', path: /\/update$/ };

/** A stand-in for Crafter Profile, with the adapter that calls it. */
export async function openProfile(options?: DoubleOptions): Promise<OpenedUpstream & { double: ProfileDouble }> {
  const double = await startProfileDouble(options);
  const client = httpClient({ url: double.url, maximumCalls: 32 });
  return {
    double,
    server: profileServer({ client, accessToken: async () => profileTokens.service }),
    person: { id: '5a0000000000000000000001', username: 'jane.doe', password: 'jane-old-pw-1' },
  };
}
