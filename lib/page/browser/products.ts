import { ask, type Reply } from './ask.ts';

/** `username` is empty if the product does not tell it to the holder of the link. */
type Checked = { reply: Reply; username: string };

export type Product = {
  /** Checks whether the link is good, without spending it. */
  check(token: string): Promise<Checked>;
  /** @param username from the check */
  setPassword(token: string, password: string, username: string): Promise<Reply>;
};

const setStudioPassword = (token: string, password: string) =>
  ask('POST', 'api/1/services/api/1/user/set-password.json', { token, new: password });

const logInToTrafficOps = (token: string) => ask('POST', 'api/5.0/user/login/token', { t: token });

/** Over 72 bytes and over 128 characters, so no policy accepts it, wherever the accounts are (S8). */
const unacceptable = 'x'.repeat(129);

const products: { readonly [realm: string]: Product } = {
  'crafter-studio': {
    // Studio's own call to validate a token has the token in the request line, where servers and proxies log it. A refused password leaves the
    // token good (K5), and only the holder of a good token learns that the password was refused (ADR 9).
    async check(token) {
      const reply = await setStudioPassword(token, unacceptable);
      return { reply: reply.outcome === 'password-refused' ? { outcome: 'good', content: null } : reply, username: '' };
    },
    setPassword: setStudioPassword,
  },
  'traffic-ops': {
    async check(token) {
      const login = await logInToTrafficOps(token);
      if (login.outcome !== 'good') {
        return { reply: withoutPassword(login), username: '' };
      }
      const user = withoutPassword(ofSession(await ask('GET', 'api/5.0/user/current')));
      const username = user.outcome === 'good' ? usernameIn(user.content) : '';
      return { reply: username === '' && user.outcome === 'good' ? { outcome: 'failed' } : user, username };
    },
    // All tabs share one session, which may have expired or belong to another person by now. So this opens the link's session again. A session
    // of another user may not change the username (T16). Up to 3.1 an update is partial: nothing else about the user changes.
    async setPassword(token, password, username) {
      const login = await logInToTrafficOps(token);
      if (login.outcome !== 'good') {
        return withoutPassword(login);
      }
      return ofSession(await ask('PUT', 'api/3.1/user/current', { user: { username, localPasswd: password } }));
    },
  },
};

/** How the contract of a realm checks and redeems a token; undefined if there is no such realm. */
export function productOf(realm: string): Product | undefined {
  return Object.hasOwn(products, realm) ? products[realm] : undefined;
}

/** For calls that send no password: none can be refused. */
function withoutPassword(reply: Reply): Reply {
  return reply.outcome === 'password-refused' ? { outcome: 'failed' } : reply;
}

/** The link was good a moment ago, so the session is what was refused: its cookie did not come back. */
function ofSession(reply: Reply): Reply {
  return reply.outcome === 'link-refused' ? { outcome: 'failed' } : reply;
}

function usernameIn(content: unknown): string {
  const { username } = Object(Object(content).response);
  return typeof username === 'string' ? username : '';
}
