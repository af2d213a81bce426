import { contentType } from '#lib/dialects/crafter-profile/answer-profile.ts';
import type { resetPassword } from '#lib/dialects/crafter-profile/routes.ts';
import type { RouteAnswer } from '#lib/http/answer.ts';
import type { Call } from '#lib/http/call.ts';
import { defaultApplication } from '#lib/reset/application.ts';
import { ResetError } from '#lib/reset/errors.ts';
import type { Application } from '#lib/reset/ports.ts';
import type { Reach } from '#lib/reset/reach.ts';
import { submitResetRequest } from '#lib/reset/request-reset.ts';
import { isAllowedLink } from '#lib/reset/reset-link.ts';
import { sha256 } from '#lib/reset/token.ts';
import { logger } from '#lib/runtime/log.ts';
import { maximumCalls } from '#lib/upstream/crafter-profile/profile-api.ts';
import { profileForCaller } from '#lib/upstream/crafter-profile/profile-for-caller.ts';
import type { RelayedAnswer } from '#lib/upstream/crafter-profile/read-answer.ts';
import { serverClient } from '#lib/upstream/server-client.ts';
import { admitCaller } from './admit-caller.ts';
import { wantedAttributes } from './wanted-attributes.ts';

/**
 * Asks for a reset mail for a profile that stays in the product's own server. The server judges the access token, the profile and the permission, by
 * the call that reads the profile, and its answer is passed on (P1 to P3, P5, P6). Rekey itself only keeps where links may lead (P8).
 */
export async function relayReset({ ports, settings, ...call }: Call<typeof resetPassword>): Promise<RouteAnswer> {
  const accessToken = call.parameter('accessTokenId');
  const { id } = call.path();
  const { admitted, judged } = admitCaller(ports, accessToken, call.caller);
  await admitted;
  const profile = profileForCaller({
    client: serverClient(settings.crafterProfileUrl, maximumCalls),
    accessToken,
    acceptsServersTokens: false,
  });
  const verdict = await profile.askForProfile(id, wantedAttributes(call));
  await judged(verdict.verdict !== 'access-denied');
  if (verdict.verdict === 'access-denied') {
    return passOn(verdict.answer);
  }
  const { resetPasswordUrl: link } = call.parameters();
  const { accessTokenHash: application, name: actor } = await requireAllowedLink(ports, accessToken, link, {
    allowPlainHttp: settings.demo,
  });
  switch (verdict.verdict) {
    case 'no-such-profile':
      throw new ResetError('account-not-found', { identifier: id });
    case 'refused':
      return passOn(verdict.answer);
    case 'profile': {
      const { id: identifier } = verdict.account;
      const request = { ...call.metadata, realm: 'crafter-profile', identifier } as const;
      const asking = await submitResetRequest(ports, request, { asker: 'application', link, application, actor });
      return passOn(verdict.answer, { Location: `${call.baseUrl}/api/1/profile/${identifier}/enable` }, { asking });
    }
  }
}

/** The server's own answer, as the answer of the route. A refusal is noted for the audit. */
export function passOn(
  { status, body }: RelayedAnswer,
  headers: RouteAnswer['headers'] = {},
  notes: RouteAnswer['notes'] = status === 200 ? {} : { passedOn: 'refused-there' },
): RouteAnswer {
  return { status, headers: { 'Content-Type': contentType, ...headers }, body, notes };
}

/**
 * The entry that says where the links of this application may lead: its own, or the one for all applications without one.
 *
 * @throws {ResetError} `link-refused` (P8)
 */
async function requireAllowedLink(
  ports: Reach<'applications.find'>,
  accessToken: string,
  link: string,
  options: { allowPlainHttp: boolean },
): Promise<Application> {
  const own = await ports.applications.find(sha256(accessToken));
  const entry = own ?? (await ports.applications.find(defaultApplication));
  if (entry === undefined) {
    logger.warn('no entry says where the links of this application may lead: make one with applications create', {});
  }
  if (entry === undefined || !isAllowedLink(link, entry.resetPasswordUrls, options)) {
    throw new ResetError('link-refused', { application: entry?.name ?? '' });
  }
  return entry;
}
