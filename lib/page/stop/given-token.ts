import { RequestError } from '#lib/http/request-error.ts';
import { readToken } from '#lib/page/browser/read-link.ts';

/** What the links of the mails call their tokens. A token of one kind is not taken for one of the other. */
export const tokenNames = { cancel: 'token', disown: 'notice' } as const;
export type StopKind = keyof typeof tokenNames;

/**
 * The token in a link that was pasted, or the token itself, which the page's script sends.
 *
 * @throws {RequestError} `body-refused` if there is none
 */
export function requireToken(link: string, kind: StopKind): string {
  const token = readToken(link, tokenNames[kind]);
  if (token === null) {
    throw new RequestError('body-refused', {
      name: 'link',
      problem: 'must be a link from a mail',
      isMissing: link.trim() === '',
    });
  }
  return token;
}
