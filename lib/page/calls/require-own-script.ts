import { requireOwnPage } from '#lib/http/refuse-other-sites.ts';
import { RequestError } from '#lib/http/request-error.ts';

/**
 * Refuses every request that the script of Rekey's own page did not send. Some browsers do not say where a request comes from. They let another site send
 * a form, but not JSON: for JSON they ask Rekey first, and Rekey allows nobody.
 *
 * @throws {OtherSiteError}
 * @throws {RequestError} `body-unreadable`
 */
export function requireOwnScript(header: (name: string) => string): void {
  requireOwnPage(header);
  if (!/^application\/json\s*(;|$)/i.test(header('content-type'))) {
    throw new RequestError('body-unreadable', { problem: 'the body is not JSON' });
  }
}
