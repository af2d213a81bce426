import type { Call } from '#lib/http/call.ts';
import type { Route } from '#lib/http/route.ts';
import { passwordRules } from '#lib/passwords/password-rules.ts';
import type { Account } from '#lib/reset/ports.ts';
import { redeemToken } from '#lib/reset/redeem-token.ts';
import { isUpstream } from '#lib/settings/is-upstream.ts';

const realm = 'crafter-studio';

/**
 * Spends the reset token of a Studio user. Both of Studio's APIs do it alike, and differ in their answers.
 *
 * @param body what the caller sent
 * @returns the account as it is afterwards
 * @throws {ResetError} what `redeemToken` throws
 */
export function redeemStudioToken(
  ports: Parameters<typeof redeemToken>[0],
  body: { token: string; new: string },
  { settings, caller, metadata, cause, now }: Pick<Call<Route>, 'settings' | 'caller' | 'metadata' | 'cause' | 'now'>,
): Promise<Account> {
  return redeemToken(ports, {
    realm,
    token: body.token,
    newPassword: body.new,
    mustBeEnabled: true,
    caller,
    asksServer: isUpstream(realm, settings),
    rules: passwordRules(settings),
    languages: metadata.languages,
    cause,
    now,
  });
}
