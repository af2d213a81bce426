import { singleAddress } from '#lib/reset/address.ts';
import type { ServerAccount } from '#lib/upstream/product-server.ts';
import type { ProfileApi } from './profile-api.ts';
import { failureOf, profilesOf } from './read-answer.ts';

/**
 * The profiles of these tenants that have this address in any letter case. The server has no index of addresses, so it looks through all profiles of a
 * tenant. It gets one call for each tenant, one after the other, and none for a text that no mail can go to.
 *
 * @throws {ServerUnavailable}
 * @throws {ServerMisconfigured} also if there is no such tenant, or if Rekey's token may not manage it
 */
export async function profilesByAddress(
  api: ProfileApi,
  tenants: readonly string[],
  address: string,
): Promise<readonly ServerAccount[]> {
  if (singleAddress(address) === undefined) {
    return [];
  }
  const found: ServerAccount[] = [];
  for (const tenantName of tenants) {
    const answer = await api.get('/profile/by_query', [
      ['tenantName', tenantName],
      ['query', addressQuery(address)],
      ['attributeToReturn', '$none'],
    ]);
    const profiles = profilesOf(answer);
    if (profiles === undefined) {
      throw failureOf(answer);
    }
    found.push(...profiles.filter(({ tenant }) => tenant === tenantName));
  }
  return found;
}

/**
 * A condition on the address, in the query language of MongoDB. Nothing in the address is a part of that language: the pattern has it character by
 * character. The server reads `#` as a placeholder of its query library wherever it stands, so the text has none.
 */
function addressQuery(address: string): string {
  const $regex = `^${address.replaceAll(/[!-/:-@[-`{-~]/g, '\\$&')}$`;
  return JSON.stringify({ email: { $regex, $options: 'i' } }).replaceAll('#', '\\u0023');
}
