import type { KeptTokens } from '#lib/reset/kept-tokens.ts';
import { mailRules } from '#lib/reset/link-target.ts';
import type { NoticeContext } from '#lib/reset/send-change-notice.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { changeNoticeMail } from './messages/change-notice-mail.ts';

/** What the settings say about notices and their links. */
export function noticeContext(settings: Settings, keptTokens: KeptTokens, now: number): NoticeContext {
  const { publicUrl } = settings;
  return {
    now,
    keptTokens,
    disownLinkFor: (token) => (publicUrl === null ? null : `${publicUrl}/reset-password/not-me#notice=${token}`),
    // People of Crafter Profile ask their application.
    askAgainLink: ({ realm }) =>
      publicUrl !== null && mailRules[realm].link === 'configured' ? `${publicUrl}/forgot-password?realm=${realm}` : null,
    compose: (notice) => changeNoticeMail(notice, settings),
  };
}
