import { AdministratorError } from '#lib/dialects/crafter-studio/administrator.ts';
import type { Accounts } from '#lib/reset/ports.ts';
import type { Reach } from '#lib/reset/reach.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { studioServer } from '#lib/upstream/crafter-studio/studio-server.ts';
import { CredentialRefused, type ProductServer, type ServerWrite } from '#lib/upstream/product-server.ts';
import { UpstreamLinks } from '#lib/upstream/upstream-links.ts';
import { studioClient } from './studio-client.ts';

type AdministratorAccounts = Pick<Accounts, 'find' | 'setPassword'>;

/**
 * The accounts of Crafter Studio's own server, used with the credential of the administrator who calls. Studio decides what it allows: whoever may read
 * users may have a reset mail sent, and whoever may update users may set a password.
 *
 * @param authorization of the request: a token that Studio itself gave out
 */
export function accountsOfCaller(
  { shadows }: Partial<Reach<'shadows.find' | 'shadows.claim' | 'shadows.release' | 'shadows.settle'>>,
  authorization: string,
  settings: Settings,
): AdministratorAccounts {
  const token = /^Bearer +([\x21-\x7e]{1,4000})$/i.exec(authorization)?.[1];
  if (token === undefined || shadows === undefined) {
    throw new AdministratorError('administrator-refused', null);
  }
  const server = withoutAlarm(studioServer({ client: studioClient(settings), accessToken: async () => token }));
  return new UpstreamLinks('crafter-studio', server, shadows);
}

/** If Studio refuses the caller's credential, nothing is wrong with Rekey's own. */
function withoutAlarm(server: ProductServer): ProductServer {
  const refuse = (error: unknown): never => {
    throw error instanceof CredentialRefused ? new AdministratorError('administrator-refused', null) : error;
  };
  return {
    ...server,
    find: (id) => server.find(id).catch(refuse),
    findUnchanged: (id, fingerprint) => server.findUnchanged(id, fingerprint).catch(refuse),
    setPassword: async (account, password) => {
      const written = await server.setPassword(account, password);
      return written.outcome === 'misconfigured' ? mayNotSet : written;
    },
  };
}

const mayNotSet: ServerWrite = {
  outcome: 'refused-there',
  fault: { fault: 'refused-there', reason: 'Crafter Studio does not let you set the passwords of users.' },
};
