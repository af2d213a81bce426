import { holds, type PasswordCondition, type PasswordQuery } from './password-query.ts';
import type { ProfileApi } from './profile-api.ts';

/**
 * What shows later whether the password of a profile was set in between.
 *
 * The server keeps `<hash>|<salt>` and gives it to nobody, but a query may have conditions on it. So one count for each of the first 24 bits tells how
 * the salt begins. The salt is new whenever a password is set, even the same one; it is not secret and says nothing of the password. `lastModified`
 * is of no use, because every login attempt moves it.
 *
 * @returns undefined if the server does not show it
 */
export async function takeSaltFingerprint(api: ProfileApi, id: string, tenant: string): Promise<string | undefined> {
  const ask = (password: PasswordCondition) => holds(api, { id, tenant, password });
  // Nobody has this id. A server that counts someone does not understand the query.
  const selfTest = await holds(api, { id: nobody, tenant, password: { $exists: true } });
  if (selfTest !== false) {
    return undefined;
  }
  // A password that is set in the middle of a probe spoils it. The second probe then sees the new one.
  for (const _ of ['first', 'second']) {
    const fingerprint = `${await probe(ask)}:${tenant}`;
    const query = queryOf(id, fingerprint);
    if (query && (await holds(api, query)) === true) {
      return fingerprint;
    }
  }
  return undefined;
}

/** The query that finds the profile only if its password was not set since. Undefined for a text that is not a fingerprint. */
export function queryOf(id: string, fingerprint: string): PasswordQuery | undefined {
  const [, salt, kind, tenant = ''] = /^(?:hash:([A-Za-z0-9+/]{4})|(none|foreign):):(.*)$/s.exec(fingerprint) ?? [];
  if (salt !== undefined) {
    return { id, tenant, password: { $regex: `\\|${escapeForRegex(salt)}` } };
  }
  switch (kind) {
    case 'none':
      return { id, tenant, password: null };
    case 'foreign':
      return { id, tenant, password: { $not: { $regex: hasSalt } } };
    default:
      return undefined;
  }
}

const nobody = '0'.repeat(24);
const hasSalt = '\\|';
const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const probedCharacters = [0, 1, 2, 3];
const bits = [1, 2, 4, 8, 16, 32];

/**
 * `hash`: the password has a salt. `none`: there is no password, because the profile comes from single sign-on. `foreign`: the password came with an
 * import and is in another form.
 */
async function probe(ask: (password: PasswordCondition) => ReturnType<typeof holds>): Promise<string> {
  if ((await ask({ $regex: hasSalt })) !== true) {
    return (await ask(null)) === true ? 'none:' : 'foreign:';
  }
  let salt = '';
  for (const at of probedCharacters) {
    let index = 0;
    for (const bit of bits) {
      const withBit = [...base64].filter((_, position) => position & bit).join('');
      index += (await ask({ $regex: `\\|.{${at}}[${escapeForRegex(withBit)}]` })) === true ? bit : 0;
    }
    salt += base64[index];
  }
  return `hash:${salt}`;
}

function escapeForRegex(characters: string): string {
  return characters.replaceAll(/[+/]/g, '\\$&');
}
