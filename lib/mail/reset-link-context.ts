import type { ResetLinkContext } from '#lib/reset/send-reset-link.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { linkTemplate } from './link-template.ts';
import { resetLinkMail } from './messages/reset-link-mail.ts';

/** What the settings say about reset links and their mails. */
export function resetLinkContext(settings: Settings, now: number): ResetLinkContext {
  return {
    now,
    tokenLifetimeMs: settings.tokenLifetimeMinutes * 60_000,
    allowPlainHttp: settings.demo,
    linkTemplate: (realm) => linkTemplate(realm, settings),
    compose: (letter) => resetLinkMail(letter, settings),
  };
}
