import { studioAccounts } from '#lib/accounts/crafter-studio.ts';
import { callerOf } from '#lib/dialects/crafter-studio/administrator.ts';
import { done } from '#lib/dialects/crafter-studio-v2/answer.ts';
import { CallerError, refuse } from '#lib/dialects/crafter-studio-v2/refuse.ts';
import { passOn } from '#lib/dialects/crafter-studio-v2/relay/pass-on.ts';
import { resetPassword } from '#lib/dialects/crafter-studio-v2/routes.ts';
import { dynamoLimits } from '#lib/dynamo/dynamo-limits.ts';
import { dynamoShadows } from '#lib/dynamo/dynamo-shadows.ts';
import type { Call } from '#lib/http/call.ts';
import { defineEndpoint } from '#lib/http/endpoint.ts';
import { passwordRules } from '#lib/passwords/password-rules.ts';
import { setPasswordAsAdministrator } from '#lib/reset/administer-reset.ts';
import { canonicalId } from '#lib/reset/typed-name.ts';
import { secretsManager } from '#lib/secrets/secrets-manager.ts';
import { isUpstream } from '#lib/settings/is-upstream.ts';

const adapters = { secrets: secretsManager, accounts: studioAccounts, limits: dynamoLimits, shadows: dynamoShadows };

export const handler = defineEndpoint(resetPassword, refuse, adapters, async (call) =>
  isUpstream('crafter-studio', call.settings)
    ? passOn(call, `/api/2/users/${encodeURIComponent(call.path().username)}/reset_password`, { isOwner: false })
    : reset(call),
);

/** The checks come in the order of Studio's own: a password is judged before it shows that another system keeps it. */
async function reset({ ports, header, path, body, settings, now, ...call }: Call<typeof resetPassword>) {
  const caller = await callerOf(ports, header('authorization'), { settings, now });
  if (caller.role === 'unknown') {
    throw new CallerError('caller-unknown', null);
  }
  const { new: newPassword, username } = body();
  if (caller.role !== 'administrator') {
    throw new CallerError('caller-not-allowed', null);
  }
  const account = { realm: 'crafter-studio', id: username } as const;
  if (canonicalId(account) !== canonicalId({ ...account, id: path().username })) {
    throw new CallerError('names-differ', null);
  }
  const rules = passwordRules(settings);
  const cause = { ...call.cause, by: 'administrator', actor: caller.sub } as const;
  await setPasswordAsAdministrator(ports, { account, newPassword, rules, judgePasswordFirst: true, cause, now });
  return done({ notes: { notice: 'due' } });
}
