import { afterEach } from '@jest/globals';
import { profileTokens } from '#infra/local/doubles/crafter-profile/seed-profiles.ts';
import { type ProfileForCaller, profileForCaller } from '#lib/upstream/crafter-profile/profile-for-caller.ts';
import { profileServer } from '#lib/upstream/crafter-profile/profile-server.ts';
import { type HttpClient, httpClient } from '#lib/upstream/http-client.ts';
import type { ProductServer, ServerAccount } from '#lib/upstream/product-server.ts';
import { john as johnsId, ProfileBench } from '#test/infra/local/doubles/crafter-profile-bench.ts';

export const newPassword = 'a new + & = % ä long password';

/** The ids of seeded profiles. */
export const john = `${johnsId}`;
export const nobody = '5affffffffffffffffffffff';

type CallerOptions = { accessToken?: string; url?: string; acceptsServersTokens?: boolean };

/** The bench of the stand-in, and the adapter in front of it. */
export class AdapterBench extends ProfileBench {
  readonly #clients: HttpClient[] = [];

  constructor() {
    super();
    afterEach(() => {
      for (const client of this.#clients.splice(0)) {
        client.close();
      }
    });
  }

  open(
    accessToken: string = profileTokens.service,
    url = this.double.url,
    selfServiceTenants: readonly string[] = ['sample-tenant'],
  ): ProductServer {
    return profileServer({ client: this.#connect(url), accessToken: async () => accessToken, selfServiceTenants });
  }

  openForCaller({ url = this.double.url, ...options }: CallerOptions = {}): ProfileForCaller {
    const client = this.#connect(url);
    return profileForCaller({ accessToken: profileTokens.application, acceptsServersTokens: true, ...options, client });
  }

  async account(id: string = john): Promise<ServerAccount> {
    const account = await this.open().find(id);
    if (account === undefined) {
      throw new Error(`no profile ${id}`);
    }
    return account;
  }

  #connect(url: string): HttpClient {
    const client = httpClient({ url, maximumCalls: 4 });
    this.#clients.push(client);
    return client;
  }
}
