import { changeNoticeMail } from '#lib/mail/messages/change-notice-mail.ts';
import type { MailSettings } from '#lib/mail/messages/frame-of.ts';
import { resetLinkMail } from '#lib/mail/messages/reset-link-mail.ts';
import type { ResetLinkLetter } from '#lib/reset/mail-reset-link.ts';
import type { Account, Mail } from '#lib/reset/ports.ts';
import type { Language } from '#lib/wording/languages.ts';
import { accountOf } from '#test/reset/account-of.ts';

export const unbranded: MailSettings = {
  profileName: 'Crafter Profile',
  studioName: 'Crafter Studio',
  trafficOpsName: 'Example CDN',
  profileSignInUrl: null,
  studioSignInUrl: null,
  trafficOpsSignInUrl: null,
  language: 'en',
  brandName: null,
  brandColor: '#0b57d0',
  brandColorDark: '#a8c7fa',
  supportAddress: null,
};
export const branded: MailSettings = { ...unbranded, brandName: 'Example Media', supportAddress: 'help@example.com' };
/** Everything that a mail can have. */
export const complete: MailSettings = {
  ...branded,
  profileSignInUrl: 'https://shop.example.com/sign-in',
  studioSignInUrl: 'https://cms.example.com/studio/login',
  trafficOpsSignInUrl: 'https://portal.example.com/#!/login',
};

export const sampleToken = 'sample-token_sample-token_sample-token_0123';
export const requestedAt = Date.UTC(2017, 4, 26, 15, 34, 33);

export const letterTo = (account: Partial<Account>, differences: Partial<ResetLinkLetter> = {}): ResetLinkLetter => ({
  account: { ...accountOf(account), email: 'jane.doe@example.com' },
  asker: 'anonymous',
  application: null,
  link: `https://cms.example.com/reset-password#realm=crafter-studio&token=${sampleToken}`,
  cancelLink: `https://cms.example.com/reset-password/cancel#token=${sampleToken}`,
  requestedAt,
  expiresAt: requestedAt + 60 * 60_000,
  sentAt: requestedAt + 3_000,
  languages: '',
  timeZone: null,
  device: null,
  ...differences,
});

export const noticeTo = (account: Partial<Account>) => ({
  account: { ...accountOf(account), email: 'jane.doe@example.com' },
  changedAt: requestedAt,
  languages: '',
  links: {
    disown: `https://cms.example.com/reset-password/not-me#notice=${sampleToken}`,
    askAgain: 'https://cms.example.com/forgot-password?realm=crafter-studio',
  },
});

/** Every kind of mail. */
export const sampleMails: { readonly [kind: string]: (locale: Language, settings: MailSettings) => Mail } = {
  'asked-by-anybody': (locale, settings) =>
    resetLinkMail(
      letterTo({ locale }, { timeZone: 'Europe/Berlin', device: { browser: 'Firefox', system: 'Windows' } }),
      settings,
    ),
  'asked-by-an-administrator': (locale, settings) =>
    resetLinkMail(letterTo({ realm: 'traffic-ops', locale }, { asker: 'administrator' }), settings),
  'asked-by-an-application': (locale, settings) =>
    resetLinkMail(
      letterTo(
        { realm: 'crafter-profile', locale },
        {
          asker: 'application',
          application: 'sample-app',
          link: `https://app.example.com/reset?from=mail&tokenId=${sampleToken}`,
          expiresAt: requestedAt + 90 * 60_000,
        },
      ),
      settings,
    ),
  'change-notice': (locale, settings) => changeNoticeMail(noticeTo({ locale }), settings),
};
