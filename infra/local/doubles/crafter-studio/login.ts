import { randomBytes } from 'node:crypto';
import type { Received } from '#infra/local/doubles/server/received.ts';
import { htmlReply, jsonReply, type Reply } from '#infra/local/doubles/server/reply.ts';
import { studioReply } from './studio-reply.ts';
import type { StudioStore, StudioUserRow } from './studio-store.ts';

export const contextPath = '/studio';

const jwtMilliseconds = 5 * 60 * 1000;

/** Logins in a browser: a form gives a refresh token in a cookie, and the refresh token gives JWTs for five minutes. */
export class Logins {
  readonly #store: StudioStore;
  readonly #jwts = new Map<string, { userId: number; expiresAt: number }>();

  constructor(store: StudioStore) {
    this.#store = store;
  }

  /** The user of a live JWT. A reset or a disable does not end it. */
  userOf(jwt: string): StudioUserRow | undefined {
    const found = this.#jwts.get(jwt);
    return found && found.expiresAt > this.#store.now() ? this.#store.users.get(found.userId) : undefined;
  }

  /** Answers the calls of the login page. Undefined for any other call. */
  answer(received: Received): Reply | undefined {
    switch (`${received.method} ${received.path}`) {
      case `GET ${contextPath}/login`:
        return {
          ...htmlReply(200, 'Login'),
          headers: { 'Content-Type': 'text/html', 'Set-Cookie': cookie('XSRF-TOKEN', randomBytes(16).toString('hex')) },
        };
      case `POST ${contextPath}/login`:
        return this.#logIn(received);
      case `GET ${contextPath}/refresh.json`:
        return this.#refresh(received);
      default:
        return undefined;
    }
  }

  /** A second login of a user ends the first. */
  #logIn(received: Received): Reply {
    const form = new URLSearchParams(received.body.toString());
    const csrf = cookiesOf(received).get('XSRF-TOKEN');
    if (csrf !== form.get('_csrf')) {
      return htmlReply(403, 'Forbidden');
    }
    const [username, password] = [form.get('username') ?? '', form.get('password') ?? ''];
    const user = this.#store.canLogIn(username, password) ? this.#store.findByUsername(username) : undefined;
    if (user === undefined) {
      return redirect(`${contextPath}/login?error`, []);
    }
    const refreshToken = randomBytes(32).toString('base64url');
    this.#store.refreshTokens.set(user.id, refreshToken);
    return redirect(`${contextPath}/`, [cookie('refresh_token', refreshToken)]);
  }

  #refresh(received: Received): Reply {
    const given = cookiesOf(received).get('refresh_token');
    const [userId] = [...this.#store.refreshTokens].find(([, token]) => token === given) ?? [];
    if (userId === undefined) {
      return studioReply('unauthenticated');
    }
    const token = randomBytes(32).toString('base64url');
    const expiresAt = this.#store.now() + jwtMilliseconds;
    this.#jwts.set(token, { userId, expiresAt });
    return jsonReply(200, { token, expiresAt: new Date(expiresAt).toISOString() });
  }
}

function cookie(name: string, value: string): string {
  return `${name}=${value}; Path=${contextPath}`;
}

function redirect(location: string, cookies: string[]): Reply {
  return { status: 302, headers: { Location: location, 'Set-Cookie': cookies }, body: '' };
}

function cookiesOf({ headers }: Received): Map<string, string> {
  const pairs = (headers.cookie ?? '').split('; ').map((pair) => pair.split('='));
  return new Map(pairs.map(([name = '', ...value]) => [name, value.join('=')]));
}
