import { afterEach } from '@jest/globals';
import { serviceUser } from '#infra/local/doubles/traffic-ops/seed-traffic-ops.ts';
import type { SecretVersions } from '#lib/reset/ports.ts';
import { type HttpClient, httpClient } from '#lib/upstream/http-client.ts';
import type { ServerAccount } from '#lib/upstream/product-server.ts';
import type { StampMode } from '#lib/upstream/traffic-ops/stamps.ts';
import { type TrafficOpsServer, trafficOpsServer } from '#lib/upstream/traffic-ops/traffic-ops-server.ts';
import { TrafficOpsBench } from '#test/infra/local/doubles/traffic-ops-bench.ts';

export const newPassword = 'a new and long password';

type Opening = { url?: string; secrets?: SecretVersions | Error; serviceUser?: string; stampMode?: StampMode };

/** The bench of the stand-in, and the adapter in front of it. */
export class AdapterBench extends TrafficOpsBench {
  readonly #clients: HttpClient[] = [];

  constructor() {
    super();
    afterEach(() => {
      for (const client of this.#clients.splice(0)) {
        client.close();
      }
    });
  }

  open({ url = this.double.url, stampMode = 'strict', ...options }: Opening = {}): TrafficOpsServer {
    const client = httpClient({ url, maximumCalls: 4 });
    this.#clients.push(client);
    return trafficOpsServer({
      client,
      secrets: async () => {
        const { secrets = [this.double.secret] } = options;
        if (secrets instanceof Error) {
          throw secrets;
        }
        return secrets;
      },
      serviceUser: options.serviceUser ?? serviceUser,
      stampMode,
      now: () => this.now,
    });
  }

  async account(username: string, server = this.open()): Promise<ServerAccount> {
    const account = await server.findByUsername(username);
    if (account === undefined) {
      throw new Error(`no account ${username}`);
    }
    return account;
  }

  /** The calls to the double, as method and path. */
  calls(): string[] {
    return this.double.requests.map(({ method, path }) => `${method} ${path}`);
  }

  /** Some minutes go by. */
  wait(): void {
    this.now += 5 * 60_000 + 0.007;
  }
}
