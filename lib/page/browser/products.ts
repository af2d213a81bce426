import { ask, type Reply } from './ask.ts';

export type Product = {
  /** Whether the link is good, without spending it. Its account's username where that is known. */
  check(token: string): Promise<{ reply: Reply; username?: string | undefined }>;
  setPassword(token: string, password: string): Promise<Reply>;
};

const setStudioPassword = (token: string, password: string) =>
  ask('POST', 'api/1/services/api/1/user/set-password.json', { token, new: password });

/** Over 72 bytes, so no policy accepts it (S8). */
const unacceptable = 'x'.repeat(73);

const products: { readonly [realm: string]: Product } = {
  'crafter-studio': {
    // Studio's own call to validate a token has it in the request line, where servers and proxies log it. A password that is refused leaves the
    // token good (K5), and only who brings a good token is told of the password.
    async check(token) {
      const reply = await setStudioPassword(token, unacceptable);
      return { reply: reply.outcome === 'password-refused' ? { outcome: 'good', content: null } : reply };
    },
    setPassword: setStudioPassword,
  },
  'traffic-ops': {
    async check(token) {
      const reply = await ask('POST', 'api/5.0/user/login/token', { t: token });
      const user = reply.outcome === 'good' ? await ask('GET', 'api/5.0/user/current') : reply;
      return { reply: user, username: usernameIn(user) };
    },
    /** By the session that the check opened. Up to 3.1 an update is partial: nothing else about the user changes. */
    setPassword: (_, password) => ask('PUT', 'api/3.1/user/current', { user: { localPasswd: password } }),
  },
};

/** How a realm's contract checks and redeems a token; undefined for a realm that there is not. */
export function productOf(realm: string): Product | undefined {
  return Object.hasOwn(products, realm) ? products[realm] : undefined;
}

function usernameIn(reply: Reply): string | undefined {
  // The shape is the contract's (T13); a name that is not there is only not shown.
  const content = reply.outcome === 'good' ? (reply.content as { response?: { username?: string } }) : {};
  return content.response?.username;
}
