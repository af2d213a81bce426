import { requireOwnPage } from '#lib/http/refuse-other-sites.ts';
import { RequestError } from '#lib/http/request-error.ts';

/**
 * Refuses what the script of Rekey's own page does not send. Browsers that do not say where a request comes from let another site send a form, but
 * not JSON: they would ask Rekey first, which allows nobody.
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
