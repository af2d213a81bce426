import { ask, type Reply } from './ask.ts';

/** `username` where the product tells it to who has the link. */
type Checked = { reply: Reply; username: string };

export type Product = {
  /** Whether the link is good, without spending it. */
  check(token: string): Promise<Checked>;
  /** @param username as the check told it */
  setPassword(token: string, password: string, username: string): Promise<Reply>;
};

const setStudioPassword = (token: string, password: string) =>
  ask('POST', 'api/1/services/api/1/user/set-password.json', { token, new: password });

const logInToTrafficOps = (token: string) => ask('POST', 'api/5.0/user/login/token', { t: token });

/** Over 72 bytes, so no policy accepts it (S8). */
const unacceptable = 'x'.repeat(73);

const products: { readonly [realm: string]: Product } = {
  'crafter-studio': {
    // Studio's own call to validate a token has it in the request line, where servers and proxies log it. A password that is refused leaves the
    // token good (K5), and only who brings a good token is told of the password (ADR 9).
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
    // All tabs share one session, which may be another person's by now, or over: this link's is opened anew, and a session that is not this
    // user's after all may not change the username (T16). Up to 3.1 an update is partial: nothing else about the user changes.
    async setPassword(token, password, username) {
      const login = await logInToTrafficOps(token);
      if (login.outcome !== 'good') {
        return withoutPassword(login);
      }
      return ofSession(await ask('PUT', 'api/3.1/user/current', { user: { username, localPasswd: password } }));
    },
  },
};

/** How a realm's contract checks and redeems a token; undefined for a realm that there is not. */
export function productOf(realm: string): Product | undefined {
  return Object.hasOwn(products, realm) ? products[realm] : undefined;
}

/** No password was sent to be refused. */
function withoutPassword(reply: Reply): Reply {
  return reply.outcome === 'password-refused' ? { outcome: 'failed' } : reply;
}

/** The link was good a moment ago, so what is refused is the session: its cookie did not come back. */
function ofSession(reply: Reply): Reply {
  return reply.outcome === 'link-refused' ? { outcome: 'failed' } : reply;
}

function usernameIn(content: unknown): string {
  const { username } = Object(Object(content).response);
  return typeof username === 'string' ? username : '';
}
