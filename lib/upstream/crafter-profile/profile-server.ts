import { logger } from '#lib/runtime/log.ts';
import type { HttpAnswer, HttpClient } from '#lib/upstream/http-client.ts';
import { type ProductServer, type ServerAccount, ServerUnavailable, type ServerWrite } from '#lib/upstream/product-server.ts';
import { holds, queryParameters } from './password-query.ts';
import { isProfileId, type ProfileApi, profileApi } from './profile-api.ts';
import { profilesByAddress } from './profiles-by-address.ts';
import { failureOf, problemOf, profileOf, type RelayedAnswer, refusalOf, relay } from './read-answer.ts';
import { requireOwnToken } from './require-own-token.ts';
import { queryOf, takeSaltFingerprint } from './salt-fingerprint.ts';
import { type Update, updatePassword } from './update-password.ts';

export type ProfileServerOptions = {
  client: HttpClient;
  /** Rekey's own. */
  accessToken(): Promise<string>;
  /** The tenants whose people ask for themselves, with their address. Nobody else is looked up by it. */
  selfServiceTenants?: readonly string[];
};

/** The server refuses the caller's access token. The caller gets the server's own answer. */
export class CallerRefused extends Error {
  override readonly name = 'CallerRefused';

  readonly answer: RelayedAnswer;

  constructor(answer: RelayedAnswer) {
    super('the server refuses the access token of the caller');
    this.answer = answer;
  }
}

/**
 * Accounts that stay in a Crafter Profile, for the mailer, Rekey's own page and the operator's tools.
 *
 * A password that someone else sets there ends Rekey's links, if the server lets Rekey see it. Otherwise only a change of the address does, and the
 * log says so.
 */
export function profileServer({ client, accessToken, selfServiceTenants = [] }: ProfileServerOptions): ProductServer {
  return serverWith(
    profileApi(client, async () => requireOwnToken(await accessToken().catch(withoutCredential))),
    {
      isNobody: isNoProfile,
      deny: failureOf,
      attributeToReturn: noAttribute,
      lookedUpByAddress: selfServiceTenants,
      judge: (update) => (update.refusal.status === 403 ? misconfigured(update.answer) : refusedThere(update)),
      heed: () => undefined,
    },
  );
}

/**
 * The same with the access token of the application that calls Rekey, so that the route needs no credential of its own. What the server says to that
 * application is the answer.
 *
 * @param api with the caller's access token
 * @param heed gets the server's answer to a write, to pass it on
 */
export function profileServerForCaller(
  api: ProfileApi,
  attributeToReturn: readonly string[],
  heed: (answer: RelayedAnswer) => void,
): ProductServer {
  return serverWith(api, {
    // An application that may not manage the profile does not learn whether there is one.
    isNobody: (answer) => isNoProfile(answer) || refusalOf(answer)?.errorCode === 'ACTION_DENIED',
    deny: (answer) => (refusalOf(answer)?.errorCode === 'ACCESS_DENIED' ? new CallerRefused(relay(answer)) : failureOf(answer)),
    attributeToReturn,
    lookedUpByAddress: [],
    judge: refusedThere,
    heed,
  });
}

type Credential = {
  isNobody(answer: HttpAnswer): boolean;
  /** The error for a read that was refused. */
  deny(answer: HttpAnswer): Error;
  attributeToReturn: readonly string[];
  /** The tenants whose people are looked up by their address. */
  lookedUpByAddress: readonly string[];
  judge(update: Refused): ServerWrite;
  heed(answer: RelayedAnswer): void;
};

type Refused = Extract<Update, { outcome: 'refused' }>;

/** The server builds its projection from these names as text, so Rekey's own token is never used with names that a caller gave. */
const noAttribute = ['$none'];

function serverWith(api: ProfileApi, credential: Credential): ProductServer {
  const accountIn = (answer: HttpAnswer): ServerAccount | undefined => {
    const account = profileOf(answer);
    if (account === undefined && !credential.isNobody(answer)) {
      throw credential.deny(answer);
    }
    return account;
  };
  const find = async (id: string) =>
    isProfileId(id) ? accountIn(await api.get(`/profile/${id.toLowerCase()}`, withoutAttributes)) : undefined;
  return {
    find,
    findByAddress: (address) => profilesByAddress(api, credential.lookedUpByAddress, address),
    fingerprint: async ({ id, tenant }) => {
      const fingerprint = await takeSaltFingerprint(api, id, tenant ?? '');
      if (fingerprint === undefined) {
        logger.warn('Crafter Profile does not show when it sets a password, so only a change of the address ends a link', {});
      }
      return fingerprint ?? '';
    },
    findUnchanged: async (id, fingerprint) => {
      if (fingerprint === '') {
        return find(id);
      }
      const query = isProfileId(id) ? queryOf(id.toLowerCase(), fingerprint) : undefined;
      return query && accountIn(await api.get('/profile/one_by_query', [...queryParameters(query), ...withoutAttributes]));
    },
    showsEveryChange: (fingerprint) => fingerprint !== '',
    setPassword: async (account, password) => {
      // The server answers 200 to an empty password and does not set it.
      if (password === '') {
        return { outcome: 'refused-there', fault: { fault: 'refused-there', reason: 'The password is empty.' } };
      }
      const update = await updatePassword(api, account.id, password, credential.attributeToReturn);
      return outcomeOf(update, account, credential);
    },
    witness: async ({ id }, fingerprint) => {
      const query = queryOf(id, fingerprint);
      const isOld = query && (await holds(api, query));
      if (isOld === true) {
        return 'not-set';
      }
      // A profile that is gone has no password either. Rekey cannot tell its own password from one that someone else has set in the meantime.
      return isOld === false && (await find(id)) ? 'set' : 'unknown';
    },
  };
}

const withoutAttributes = noAttribute.map((name) => ['attributeToReturn', name] as const);

function outcomeOf(update: Update, account: ServerAccount, { judge, isNobody, heed }: Credential): ServerWrite {
  if (update.outcome === 'no-answer') {
    return update;
  }
  if (update.outcome === 'not-the-api') {
    return misconfigured(update.answer);
  }
  if (update.outcome === 'refused') {
    heed(relay(update.answer));
    return isNobody(update.answer) ? { outcome: 'account-gone-or-closed' } : judge(update);
  }
  heed(relay(update.answer));
  // The answer holds the address as the server read it for this write.
  if (update.account.email !== account.email) {
    logger.error('the address of a profile changed between the check of the link and the password change', {});
  }
  return { outcome: 'set' };
}

/** Nothing is sent then. */
function withoutCredential(cause: unknown): never {
  throw new ServerUnavailable('NO_CREDENTIAL', { cause });
}

function isNoProfile(answer: HttpAnswer): boolean {
  return refusalOf(answer)?.errorCode === 'NO_SUCH_PROFILE';
}

function refusedThere({ refusal }: Refused): ServerWrite {
  return { outcome: 'refused-there', fault: { fault: 'refused-there', reason: refusal.message } };
}

function misconfigured(answer: HttpAnswer): ServerWrite {
  return { outcome: 'misconfigured', problem: problemOf(answer) };
}
