import { oldPasswordOf } from '#infra/local/doubles/crafter-studio/seed-users.ts';
import { type StudioDouble, startStudioDouble } from '#infra/local/doubles/crafter-studio/start-studio-double.ts';
import type { DoubleOptions } from '#infra/local/doubles/server/start-double.ts';
import { studioServer } from '#lib/upstream/crafter-studio/studio-server.ts';
import { type HttpClient, httpClient } from '#lib/upstream/http-client.ts';
import type { OpenedUpstream } from '#test/contracts/upstream-bench.ts';

export const studioWrite = { method: 'POST', path: /\/reset_password$/ };

export const studioClient = (url: string): HttpClient => httpClient({ url, maximumCalls: 4 });

/** A stand-in for Crafter Studio, with the adapter that calls it. */
export async function openStudio(options?: DoubleOptions): Promise<OpenedUpstream & { double: StudioDouble }> {
  const double = await startStudioDouble(options);
  return {
    double,
    server: studioServer({ client: studioClient(double.url), accessToken: async () => double.serviceToken }),
    person: { id: '5', username: 'jane.doe', password: oldPasswordOf('jane.doe') },
  };
}
