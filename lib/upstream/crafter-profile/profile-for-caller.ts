import type { HttpClient } from '#lib/upstream/http-client.ts';
import type { ProductServer, ServerAccount } from '#lib/upstream/product-server.ts';
import { reportingMisconfigured } from '#lib/upstream/report-trouble.ts';
import { isProfileId, type ProfileApi, profileApi } from './profile-api.ts';
import { profileServerForCaller } from './profile-server.ts';
import { failureOf, isUnclear, profileOf, type RelayedAnswer, refusalOf, relay, verificationTokenOf } from './read-answer.ts';
import { named } from './update-password.ts';

/**
 * A Crafter Profile as the application sees it that calls Rekey. Rekey validates that application's access token by using it. So it keeps no copy of
 * the server's tokens, tenants and rights, and what the server says is the answer.
 */
export type ProfileForCaller = {
  /** @param attributeToReturn as the request gave it: the same values, in order */
  askForProfile(id: string, attributeToReturn: readonly string[]): Promise<ProfileVerdict>;
  /** For a token that Rekey does not know. The server's verdict on the access token comes first all the same. */
  askAboutToken(resetTokenId: string): Promise<TokenVerdict>;
  /**
   * Has the server set the password with a token of its own.
   *
   * @throws {TypeError} if the password is empty
   */
  changeWithServersToken(change: ServersChange): Promise<ServersChangeOutcome>;
  /**
   * The server for one password change, and its last answer to a write. After a success that only the witness knows of, that answer may be missing or a
   * refusal.
   */
  open(attributeToReturn: readonly string[]): { server: ProductServer; answer(): RelayedAnswer | undefined };
};

type ProfileVerdict =
  | { verdict: 'profile'; account: ServerAccount; answer: RelayedAnswer }
  /** The access token is missing, unknown or expired. This answer comes before any fault of the request. */
  | { verdict: 'access-denied'; answer: RelayedAnswer }
  /** This answer comes after the faults of the request. */
  | { verdict: 'refused'; answer: RelayedAnswer }
  | { verdict: 'no-such-profile' };

type TokenVerdict =
  | { verdict: 'access-denied'; answer: RelayedAnswer }
  | { verdict: 'no-such-token' }
  /** The server made it, before Rekey was put in front or for the application, and it works there. */
  | { verdict: 'servers-own' };

type ServersChange = { resetTokenId: string; newPassword: string; attributeToReturn: readonly string[] };

/** `account`: whose password was set. Undefined if none was. `unknown`: nothing tells whether one was. */
type ServersChangeOutcome = { answer: RelayedAnswer; account: ServerAccount | undefined } | 'unknown';

export type ProfileForCallerOptions = {
  client: HttpClient;
  /** Empty if the request has none. */
  accessToken: string;
  /** Whether tokens that the server itself made still work. */
  acceptsServersTokens: boolean;
};

export function profileForCaller({ client, accessToken, acceptsServersTokens }: ProfileForCallerOptions): ProfileForCaller {
  const api = profileApi(client, async () => [...accessToken].slice(0, longestAccessToken).join(''));
  return {
    askForProfile: (id, attributeToReturn) => reporting(askForProfile(api, id, attributeToReturn)),
    askAboutToken: (resetTokenId) => reporting(askAboutToken(api, resetTokenId, acceptsServersTokens)),
    changeWithServersToken: (change) => reporting(changeWithServersToken(api, change)),
    open: (attributeToReturn) => {
      let latest: RelayedAnswer | undefined;
      const server = profileServerForCaller(api, attributeToReturn, (answer) => {
        latest = answer;
      });
      return { server, answer: () => latest };
    },
  };
}

const reporting = <T>(asking: Promise<T>) => reportingMisconfigured('crafter-profile', asking);

/** In characters. What is longer would not fit into a URL; cut, it is as unknown as before. */
const longestAccessToken = 200;
/** No profile has this id. */
const nobody = '0'.repeat(24);
/** No token has this id. */
const noToken = 'none';

async function askForProfile(api: ProfileApi, id: string, attributeToReturn: readonly string[]): Promise<ProfileVerdict> {
  // The server fails on an id in another form, but it judges the access token first.
  const answer = await api.get(`/profile/${isProfileId(id) ? id : nobody}`, named(attributeToReturn));
  const account = profileOf(answer);
  if (account) {
    return { verdict: 'profile', account, answer: relay(answer) };
  }
  switch (refusalOf(answer)?.errorCode) {
    case undefined:
      throw failureOf(answer);
    case 'ACCESS_DENIED':
      return { verdict: 'access-denied', answer: relay(answer) };
    case 'NO_SUCH_PROFILE':
      return { verdict: 'no-such-profile' };
    default:
      return { verdict: 'refused', answer: relay(answer) };
  }
}

async function askAboutToken(api: ProfileApi, resetTokenId: string, acceptsServersTokens: boolean): Promise<TokenVerdict> {
  // The server fails on most other characters.
  const given = /^[A-Za-z0-9_-]{1,100}$/.test(resetTokenId) ? resetTokenId : noToken;
  const answer = await api.get(`/profile/verification_token/${given}`, []);
  if (verificationTokenOf(answer) === given) {
    return { verdict: acceptsServersTokens ? 'servers-own' : 'no-such-token' };
  }
  switch (refusalOf(answer)?.errorCode) {
    case 'ACCESS_DENIED':
      return { verdict: 'access-denied', answer: relay(answer) };
    // A token of a tenant that the application may not manage is none for this application.
    case 'ACTION_DENIED':
    case 'NO_SUCH_VERIFICATION_TOKEN':
      return { verdict: 'no-such-token' };
    default:
      throw failureOf(answer);
  }
}

async function changeWithServersToken(api: ProfileApi, change: ServersChange): Promise<ServersChangeOutcome> {
  const { resetTokenId, newPassword, attributeToReturn } = change;
  if (newPassword === '') {
    throw new TypeError('the server would spend the token, set no password and answer 200');
  }
  const answer = await api.post('/profile/change_password', [
    ['resetTokenId', resetTokenId],
    ['newPassword', newPassword],
    ...named(attributeToReturn),
  ]);
  const account = answer && profileOf(answer);
  if (answer === undefined || (account === undefined && isUnclear(answer))) {
    return 'unknown';
  }
  if (account === undefined && refusalOf(answer) === undefined) {
    throw failureOf(answer);
  }
  return { answer: relay(answer), account };
}
