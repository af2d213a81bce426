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
    cancelLinkFor: (token) => (settings.publicUrl === null ? null : `${settings.publicUrl}/reset-password/cancel#token=${token}`),
    allowPlainHttp: settings.demo,
    selfServiceTenants: settings.crafterProfileSelfService,
    judgesApplications: settings.crafterProfileUrl === null,
    linkTemplate: (realm) => linkTemplate(realm, settings),
    compose: (letter) => resetLinkMail(letter, settings),
  };
}

/**
 * The link in a realm's mails, with the placeholder `{token}`: the configured link, or else the page of the product that can redeem it, or else
 * Rekey's own reset page.
 *
 * @throws {SettingsError} when neither is known, because a function that no HTTP request drives cannot learn its public URL
 */
function linkTemplate(realm: Realm, settings: Settings): string {
  const ofProduct = { 'crafter-profile': null, 'crafter-studio': studioLink(settings), 'traffic-ops': settings.trafficOpsLink };
  const link = ofProduct[realm];
  if (link !== null) {
    return link;
  }
  if (settings.publicUrl === null) {
    throw new SettingsError('REKEY_PUBLIC_URL is not set');
  }
  return `${settings.publicUrl}/reset-password#realm=${realm}&token={token}`;
}

/**
 * Studio's login page checks and redeems the token by the second API, at its own origin. So without a configured link people are sent there only if
 * Rekey's public URL has that origin: then a front sends these calls to Rekey.
 */
function studioLink({ studioLink, crafterStudioUrl, publicUrl }: Settings): string | null {
  const isBehindOneFront =
    crafterStudioUrl !== null && publicUrl !== null && new URL(crafterStudioUrl).origin === new URL(publicUrl).origin;
  return studioLink ?? (isBehindOneFront ? `${crafterStudioUrl}/login?token={token}` : null);
}
