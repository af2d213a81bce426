import { type HttpAnswer, type HttpClient, requireAnswer } from '#lib/upstream/http-client.ts';
import { type ProductServer, type ServerAccount, ServerUnavailable, type ServerWrite } from '#lib/upstream/product-server.ts';
import { findUser } from './find-user.ts';
import { ownCall } from './own-call.ts';
import { isBusy, problemOf, readStudioAnswer, type StudioUser, studioCode } from './studio-answer.ts';

export type StudioOptions = {
  /**
   * Its base URL ends with `/studio`, as people see it in the browser. It should allow few calls at the same time, such as four: Studio is slow,
   * because it derives a key for each call that carries an access token.
   */
  client: HttpClient;
  /** The access token of Rekey's own user there. The user needs the permissions `read_users` and `update_users`, and nothing else. */
  accessToken(): Promise<string>;
};

/**
 * Crafter Studio 4.0 to 4.2, by its second API.
 *
 * - An account's id is the number of the user there. Names are compared without regard to letter case, so one person has many spellings, but one
 *   number. A name is never given to another user.
 * - Studio tells neither whether a password has changed nor which one is set. So a link lives on when the password is changed there past Rekey, and
 *   nobody can tell what became of a write that got no answer. Links of this realm therefore should live for 30 minutes at most.
 * - A reset does not end the sessions of the user. They last for up to 8 hours.
 * - Each call takes Studio 100 ms or more and writes a row into its audit. A reset makes one call for the mail and three for the password.
 */
export function studioServer({ client, accessToken }: StudioOptions): ProductServer {
  const send = async (call: { method: 'GET' | 'POST'; path: string; body?: string }) => {
    const authorization = `Bearer ${await accessToken().catch(withoutCredential)}`;
    const headers = {
      accept: 'application/json',
      authorization,
      [ownCall.name]: ownCall.value,
      ...(call.body !== undefined && json),
    };
    return client.send({ ...call, headers, answerMilliseconds });
  };
  const read = async (path: string) => readStudioAnswer(requireAnswer(await send({ method: 'GET', path })));
  const find = async (id: string) => {
    const user = await findUser(read, id);
    return user && accountOf(user);
  };
  return {
    find,
    findByAddress: async () => [],
    fingerprint: async () => '',
    findUnchanged: find,
    showsEveryChange: () => false,
    setPassword: async ({ id, username }, password) => {
      const path = `/api/2/users/${encodeURIComponent(username)}/reset_password`;
      // Studio looks up the name in the body, and only checks the form of the one in the path.
      const sent = await send({ method: 'POST', path, body: JSON.stringify({ username, new: password }) });
      if (sent.outcome === 'no-answer') {
        return { outcome: 'no-answer' };
      }
      const written = outcomeOf(requireAnswer(sent));
      return written === 'external-or-failed' ? whyFailed(() => find(id)) : written;
    },
    witness: async () => 'unknown',
  };
}

const answerMilliseconds = 4000;
const json = { 'content-type': 'application/json' };

function withoutCredential(cause: unknown): never {
  throw new ServerUnavailable('NO_CREDENTIAL', { cause });
}

function accountOf({ id, username, email, enabled, externallyManaged, firstName, lastName }: StudioUser): ServerAccount {
  return {
    realm: 'crafter-studio',
    id: `${id}`,
    username,
    email: email === '' ? null : email,
    enabled,
    externallyManaged,
    tenant: null,
    // Studio does not tell the times.
    createdOn: 0,
    lastModified: 0,
    details: { firstName, lastName },
  };
}

/** @throws {ServerUnavailable} if nothing was written because the server is busy */
function outcomeOf(received: HttpAnswer): ServerWrite | 'external-or-failed' {
  const answer = readStudioAnswer(received);
  if (isBusy(answer)) {
    throw new ServerUnavailable(problemOf(answer));
  }
  const { status, code } = answer;
  if (status < 400) {
    return { outcome: status === 200 && code === studioCode.ok ? 'set' : 'no-answer' };
  }
  if (status >= 500) {
    return code === studioCode.failure ? 'external-or-failed' : { outcome: 'no-answer' };
  }
  switch (code) {
    case studioCode.weakPassword:
      return { outcome: 'refused-there', fault: { fault: 'too-guessable' } };
    case studioCode.noSuchUser:
    case studioCode.externallyManaged:
      return { outcome: 'account-gone-or-closed' };
    default:
      return { outcome: 'misconfigured', problem: problemOf(answer) };
  }
}

/** Studio gives the same answer for an external user, for whom it writes nothing, and for trouble with its database. */
async function whyFailed(findAgain: () => Promise<ServerAccount | undefined>): Promise<ServerWrite> {
  const account = await findAgain().catch(() => undefined);
  return { outcome: account?.externallyManaged ? 'account-gone-or-closed' : 'no-answer' };
}
