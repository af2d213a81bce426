import type { KeptTokens } from '#lib/reset/kept-tokens.ts';
import { hasSelfService } from '#lib/reset/link-target.ts';
import type { NoticeContext } from '#lib/reset/send-change-notice.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { changeNoticeMail } from './messages/change-notice-mail.ts';

/** What the settings say about notices and their links. */
export function noticeContext(settings: Settings, keptTokens: KeptTokens, now: number): NoticeContext {
  const { publicUrl, crafterProfileSelfService } = settings;
  return {
    now,
    keptTokens,
    disownLinkFor: (token) => (publicUrl === null ? null : `${publicUrl}/reset-password/not-me#notice=${token}`),
    // For other people of Crafter Profile, their application asks.
    askAgainLink: (account) =>
      publicUrl !== null && hasSelfService(account, crafterProfileSelfService)
        ? `${publicUrl}/forgot-password?realm=${account.realm}`
        : null,
    compose: (notice) => changeNoticeMail(notice, settings),
  };
}
