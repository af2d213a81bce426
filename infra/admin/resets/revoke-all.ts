import { counted } from '#infra/admin/counted.ts';
import { gather } from '#infra/admin/iterables.ts';
import type { Outcome } from '#infra/admin/operate.ts';
import { requireConsent } from '#infra/admin/require-consent.ts';
import type { Target } from '#infra/admin/target.ts';
import { timeText } from '#infra/admin/terminal.ts';
import { countLiveLinks } from '#lib/dynamo/operator/count-live-links.ts';
import { listUnsettledRequests } from '#lib/dynamo/operator/list-reset-requests.ts';
import { revokeRealm } from '#lib/dynamo/operator/revoke-realm.ts';
import type { Realm } from '#lib/reset/ports.ts';
import { isUpstream } from '#lib/settings/is-upstream.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { productName } from '#lib/wording/product-name.ts';

export type RevokeAllOptions = { dryRun?: boolean; yes?: boolean };

/**
 * Ends everything in these realms that was asked for until now, by one write for each. Only the question and the dry run count what ends, and they
 * read what was asked for in the last two days and no account.
 */
export async function revokeAll(
  target: Target,
  realms: readonly Realm[],
  { dryRun = false, yes = false }: RevokeAllOptions,
): Promise<Outcome> {
  const { settings } = target;
  const mustAsk = target.deployed !== undefined && !yes;
  if (dryRun || mustAsk) {
    const { links, waiting } = await countWhatEnds(settings, realms);
    const scope = `${counted(links, 'live reset link')} in ${realms.join(', ')}, all sessions of such links, and ${counted(waiting, 'waiting mail')}`;
    if (dryRun) {
      return { json: { realms, links, waiting, dryRun }, text: [`This would end ${scope}.`] };
    }
    await requireConsent(target, `This ends ${scope}.`);
  }
  const revoked = await Promise.all(realms.map(async (realm) => ({ realm, notBefore: await revokeRealm(settings, realm) })));
  return {
    json: { revoked: revoked.map(({ realm, notBefore }) => ({ realm, notBefore: timeText(notBefore) })), dryRun },
    text: [
      ...revoked.map(
        ({ realm, notBefore }) =>
          `In ${realm}, all that was asked for before ${timeText(notBefore)} has ended: links, sessions and waiting mails.`,
      ),
      'A password change that was under way at that moment may still succeed in the next 30 seconds.',
      ...realms.flatMap((realm) => sessionsThatGoOn(settings, realm)),
    ],
  };
}

export function sessionsThatGoOn(settings: Settings, realm: Realm): string[] {
  return isUpstream(realm, settings) ? [`Sessions that are open in ${productName(realm, settings)} itself go on.`] : [];
}

async function countWhatEnds(settings: Settings, realms: readonly Realm[]): Promise<{ links: number; waiting: number }> {
  const [links, unsettled] = await Promise.all([
    countLiveLinks(settings, realms, Date.now()),
    gather(listUnsettledRequests(settings)),
  ]);
  return { links, waiting: unsettled.filter(({ realm, state }) => realms.includes(realm) && state === 'outstanding').length };
}
