import { signSession } from '#lib/secrets/sign-session.ts';

export type Minted = {
  username: string;
  /** Epoch seconds. */
  expires: number;
};

/**
 * The cookie of a session that Rekey opens at Traffic Ops by itself, as `name=value`. The server takes it for any username. So no password is stored
 * for the service user, and nothing has to log in.
 */
export function mintSession({ username, expires }: Minted, secret: string): string {
  const data = withoutDashes(JSON.stringify({ auth_data: username, expires, by: 'rekey' }));
  const encoded = Buffer.from(data).toString('base64url');
  return `mojolicious=${encoded}--${signSession(encoded, secret)}`;
}

/**
 * The server reads the data up to the first dash, but Base64url has dashes of its own. They come from `>`, `~` and letters outside of ASCII, which
 * are escaped here.
 */
function withoutDashes(json: string): string {
  return json.replaceAll(/[^\x20-\x7d]|>/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
