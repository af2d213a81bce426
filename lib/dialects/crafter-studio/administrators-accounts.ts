import { accountsOfCaller } from '#lib/dialects/crafter-studio/relay/studio-administrator.ts';
import type { Call } from '#lib/http/call.ts';
import { admitAddress } from '#lib/reset/limits.ts';
import { isUpstream } from '#lib/settings/is-upstream.ts';
import { AdministratorError, requireAdministrator } from './administrator.ts';
import type { resetPassword } from './routes.ts';

/**
 * The accounts, as the administrator may use them, and who the administrator is.
 *
 * An administrator is who Rekey knows as one, or, if the accounts stay in Studio's own server, who may do there what the call asks for.
 * Rekey does not know whose token Studio accepts, so it has no name for them.
 */
export async function administratorsAccounts(call: Call<typeof resetPassword>) {
  const { ports, header, settings, caller, now } = call;
  const authorization = header('authorization');
  try {
    const actor = await requireAdministrator(ports, authorization, { settings, now });
    return { accounts: ports.accounts, actor };
  } catch (error) {
    if (!(error instanceof AdministratorError) || !isUpstream('crafter-studio', settings) || ports.limits === undefined) {
      throw error;
    }
    await admitAddress(ports.limits, caller);
    const accounts = accountsOfCaller(ports, authorization, settings);
    await requireAccepted(call, accounts);
    return { accounts, actor: null };
  }
}

/** The credential comes before the faults of the request. Studio judges it by the first call, and a request with a fault would cause none. */
async function requireAccepted({ path, body }: Call<typeof resetPassword>, accounts: ReturnType<typeof accountsOfCaller>) {
  try {
    path();
    body();
  } catch {
    await accounts.find({ realm: 'crafter-studio', id: nobody });
  }
}

/** The greatest number that a user of Studio could have. */
const nobody = '2147483647';
