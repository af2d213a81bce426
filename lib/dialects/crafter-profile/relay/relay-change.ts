import { answerProfile } from '#lib/dialects/crafter-profile/answer-profile.ts';
import type { changePassword } from '#lib/dialects/crafter-profile/routes.ts';
import type { RouteAnswer } from '#lib/http/answer.ts';
import type { Call } from '#lib/http/call.ts';
import { passwordRules } from '#lib/passwords/password-rules.ts';
import { refusedToken } from '#lib/reset/check-token.ts';
import { CodedError, ResetError } from '#lib/reset/errors.ts';
import { acceptablePassword } from '#lib/reset/password.ts';
import type { Account } from '#lib/reset/ports.ts';
import { redeemTokenForApplication } from '#lib/reset/redeem-token.ts';
import { maximumCalls } from '#lib/upstream/crafter-profile/profile-api.ts';
import { type ProfileForCaller, profileForCaller } from '#lib/upstream/crafter-profile/profile-for-caller.ts';
import { CallerRefused } from '#lib/upstream/crafter-profile/profile-server.ts';
import type { RelayedAnswer } from '#lib/upstream/crafter-profile/read-answer.ts';
import { reportClaimLeftOpen } from '#lib/upstream/report-trouble.ts';
import { serverClient } from '#lib/upstream/server-client.ts';
import { UpstreamLinks } from '#lib/upstream/upstream-links.ts';
import { admitCaller, type CallerAdmission } from './admit-caller.ts';
import { passOn } from './relay-reset.ts';
import { wantedAttributes } from './wanted-attributes.ts';

type Change = Call<typeof changePassword>;

/**
 * Sets the password of a profile that stays in the product's own server, with the caller's own access token. The server judges that token, and its
 * answer is passed on.
 */
export async function relayChange(call: Change): Promise<RouteAnswer> {
  const { ports, settings, now, caller } = call;
  const accessToken = call.parameter('accessTokenId');
  const admission = admitCaller(ports, accessToken, caller);
  await admission.admitted;
  const until = settings.crafterProfileTokensUntil;
  const acceptsServersTokens = until !== null && now < Date.parse(until);
  const profile = profileForCaller({
    client: serverClient(settings.crafterProfileUrl, maximumCalls),
    accessToken,
    acceptsServersTokens,
  });
  try {
    const answer = await redeem(call, profile, call.parameters());
    await admission.judged(true);
    return answer;
  } catch (error) {
    return afterRefusal(call, profile, admission, error);
  }
}

type Given = ReturnType<Change['parameters']>;

async function redeem(call: Change, profile: ProfileForCaller, { resetTokenId, newPassword }: Given): Promise<RouteAnswer> {
  const { ports, settings, now, metadata, cause } = call;
  if (ports.shadows === undefined) {
    throw new Error('the function has no port to shadows');
  }
  const wanted = wantedAttributes(call);
  const { server, answer } = profile.open(wanted);
  const accounts = new UpstreamLinks('crafter-profile', server, ports.shadows);
  const redemption = {
    token: resetTokenId,
    newPassword,
    rules: passwordRules(settings),
    languages: metadata.languages,
    cause,
    now,
  };
  const judgedThere = { realm: 'crafter-profile', mustBeEnabled: false, admission: Promise.resolve(null) } as const;
  try {
    const account = await redeemTokenForApplication(
      { resetTokens: ports.resetTokens, accounts },
      { ...redemption, ...judgedThere },
    );
    const told = answer();
    return told?.status === 200 ? success(call, told) : successByWitness(call, profile, account);
  } catch (error) {
    const told = answer();
    // The server has refused the password in its own words.
    if (told !== undefined && error instanceof ResetError && error.code === 'password-refused') {
      return passOn(told);
    }
    throw error;
  }
}

function success(call: Change, told: RelayedAnswer): RouteAnswer {
  return passOn(told, { Location: `${call.baseUrl}/api/1/profile/change_password` }, { notice: 'due' });
}

/**
 * Only the witness knows that the password was set, so the server has not answered with the profile. The caller hears of the success even if the
 * server does not give the profile any more: then the answer has no attributes (F1).
 */
async function successByWitness(call: Change, profile: ProfileForCaller, account: Account): Promise<RouteAnswer> {
  const verdict = await profile.askForProfile(account.id, wantedAttributes(call)).catch(() => undefined);
  const told = verdict?.verdict === 'profile' ? verdict.answer : answerProfile(account, { attributeToReturn: ['$none'] }, '');
  return success(call, told);
}

/** The refusals that come after those of the access token, although Rekey knows of them first. */
const afterAccessToken: readonly string[] = ['parameters-refused', 'token-refused', 'password-refused'];

/**
 * The access token is judged before anything else (P1 to P3). So after a refusal of Rekey's own the server is asked about it, and about the reset token
 * too: it may be one that the server made itself.
 */
async function afterRefusal(
  call: Change,
  profile: ProfileForCaller,
  { judged }: CallerAdmission,
  refusal: unknown,
): Promise<RouteAnswer> {
  if (refusal instanceof CallerRefused) {
    await judged(false);
    return passOn(refusal.answer);
  }
  if (!(refusal instanceof CodedError) || !afterAccessToken.includes(refusal.code)) {
    throw refusal;
  }
  const verdict = await profile.askAboutToken(refusal.code === 'token-refused' ? call.parameters().resetTokenId : '');
  await judged(verdict.verdict !== 'access-denied');
  switch (verdict.verdict) {
    case 'access-denied':
      return passOn(verdict.answer);
    case 'servers-own':
      return changeWithServersToken(call, profile, call.parameters());
    case 'no-such-token':
      throw refusal;
  }
}

/** Nothing is known of the profile before the server has set the password, so the password is checked by the rules of the realm. */
async function changeWithServersToken(
  call: Change,
  profile: ProfileForCaller,
  { resetTokenId, newPassword }: Given,
): Promise<RouteAnswer> {
  const { ports, settings, now, metadata, cause } = call;
  const owner = { realm: 'crafter-profile', tenant: null, username: '', email: null } as const;
  const password = await acceptablePassword(newPassword, owner, passwordRules(settings));
  const attributeToReturn = wantedAttributes(call);
  const outcome = await profile.changeWithServersToken({ resetTokenId, newPassword: password, attributeToReturn });
  if (outcome === 'unknown') {
    throw new ResetError('outcome-unknown', null);
  }
  const { answer, account } = outcome;
  if (account === undefined) {
    if (answer.status === 404) {
      throw refusedToken(resetTokenId);
    }
    return passOn(answer);
  }
  const notice = { noticeDue: now, languages: metadata.languages, by: 'owner', cause } as const;
  await ports.shadows?.replaceStamp(account, notice).catch(() => {
    // The password is set, and the caller must hear that.
    reportClaimLeftOpen('crafter-profile', 'set');
  });
  return success(call, answer);
}
