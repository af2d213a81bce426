import { ask, type Reply } from './ask.ts';

/** `username` is empty if the link is not good. */
type Checked = { reply: Reply; username: string };

export type Product = {
  /** Checks whether the link is good, without spending it. */
  check(token: string): Promise<Checked>;
  /** @param username from the check */
  setPassword(token: string, password: string, username: string): Promise<Reply>;
};

const logInToTrafficOps = (token: string) => ask('POST', 'api/5.0/user/login/token', { t: token });

/**
 * Studio has no call that says whose link it is without spending it, and every call of Crafter Profile needs an application. So the page has calls of
 * its own.
 */
const ownCalls = 'reset-password';

/** Asks whose link this is, without spending it (K11). */
const checkLink = (realm: string) => async (token: string) => {
  const reply = withoutPassword(await ask('POST', `${ownCalls}/${realm}/check-link`, { token }));
  return { reply, username: reply.outcome === 'good' ? usernameIn(reply.content) : '' };
};

const products: { readonly [realm: string]: Product } = {
  'crafter-studio': {
    check: checkLink('crafter-studio'),
    setPassword: (token, password) => ask('POST', 'api/1/services/api/1/user/set-password.json', { token, new: password }),
  },
  'crafter-profile': {
    check: checkLink('crafter-profile'),
    setPassword: (token, password) => ask('POST', `${ownCalls}/crafter-profile/set-password`, { token, password }),
  },
  'traffic-ops': {
    async check(token) {
      const login = await logInToTrafficOps(token);
      if (login.outcome !== 'good') {
        return { reply: withoutPassword(login), username: '' };
      }
      const user = withoutPassword(ofSession(await ask('GET', 'api/5.0/user/current')));
      const username = user.outcome === 'good' ? usernameIn(Object(user.content).response) : '';
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
  const { username } = Object(content);
  return typeof username === 'string' ? username : '';
}
