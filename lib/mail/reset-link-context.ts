import type { KeptTokens } from '#lib/reset/kept-tokens.ts';
import type { ResetLinkContext } from '#lib/reset/mail-reset-link.ts';
import type { Realm } from '#lib/reset/ports.ts';
import { type Settings, SettingsError } from '#lib/settings/settings.ts';
import { resetLinkMail } from './messages/reset-link-mail.ts';

/** What the settings say about reset links and their mails. */
export function resetLinkContext(settings: Settings, keptTokens: KeptTokens, now: number): ResetLinkContext {
  return {
    now,
    tokenLifetimeMs: settings.tokenLifetimeMinutes * 60_000,
    keptTokens,
    allowPlainHttp: settings.demo,
    keepsPermissions: settings.crafterProfileUrl === null,
    linkTemplate: (realm) => linkTemplate(realm, settings),
    compose: (letter) => resetLinkMail(letter, settings),
  };
}

/**
 * The link in a realm's mails, with the placeholder `{token}`: the configured link, or else the page that people of the product know, or else Rekey's
 * own reset page.
 *
 * @throws {SettingsError} when neither is known, because a function that no HTTP request drives cannot learn its public URL
 */
function linkTemplate(realm: Realm, settings: Settings): string {
  const known = { 'crafter-profile': null, 'crafter-studio': studioLink(settings), 'traffic-ops': settings.trafficOpsLink };
  const link = known[realm];
  if (link !== null) {
    return link;
  }
  if (settings.publicUrl === null) {
    throw new SettingsError('REKEY_PUBLIC_URL is not set');
  }
  return `${settings.publicUrl}/reset-password#realm=${realm}&token={token}`;
}

/** If the accounts stay in Studio's own server, its login page checks and redeems the token by the calls that Rekey answers. */
function studioLink({ studioLink, crafterStudioUrl }: Settings): string | null {
  return studioLink ?? (crafterStudioUrl === null ? null : `${crafterStudioUrl}/login?token={token}`);
}
