import type { DoubleOptions } from '#infra/local/doubles/server/start-double.ts';
import { serviceUser } from '#infra/local/doubles/traffic-ops/seed-traffic-ops.ts';
import { startTrafficOpsDouble, type TrafficOpsDouble } from '#infra/local/doubles/traffic-ops/start-traffic-ops-double.ts';
import { httpClient } from '#lib/upstream/http-client.ts';
import { trafficOpsServer } from '#lib/upstream/traffic-ops/traffic-ops-server.ts';
import type { OpenedUpstream } from '#test/contracts/upstream-bench.ts';

export const trafficOpsWrite = { method: 'PUT', path: /\/users\/4$/ };

/** A stand-in for Traffic Ops, with the adapter that calls it. */
export async function openTrafficOps(options?: DoubleOptions): Promise<OpenedUpstream & { double: TrafficOpsDouble }> {
  const double = await startTrafficOpsDouble({ ...options, scryptCost: 2 });
  const client = httpClient({ url: double.url, maximumCalls: 32 });
  return {
    double,
    server: trafficOpsServer({ client, secrets: async () => [double.secret], serviceUser, stampMode: 'strict' }),
    person: { id: '4', username: 'jane.doe', password: 'jane-old-pw-1' },
  };
}
