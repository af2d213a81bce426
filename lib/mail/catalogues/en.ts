/**
 * The sentences of the mails in English.
 *
 * To add a language, copy a translation such as `de.ts`, name the copy after the language (BCP 47) and translate the text between the quotes. Then
 * add the language to `lib/wording/languages.ts`, `lib/wording/writing.ts` and `lib/mail/catalogues.ts`.
 *
 * The mail fills in the words in braces. Keep each of them exactly once in its sentence, in any place. `{time}` and `{expiry}` are dates with a time
 * (26 May 2017 at 15:34 UTC), `{remaining}` is the time from now on (in 1 hour, in 90 minutes), `{support}` is a mail address, `{page}` is a URL, and the
 * others are names, which are not inflected. Some are of browsers and systems (Firefox, Windows).
 *
 * Lists of mails show a preheader after the subject, so its most important words come first.
 *
 * Use plain text, the polite form, and words that suit people of any gender.
 *
 * Do not change the English subjects: the contracts fix the first three (*Mail and link*), and M11 fixes `changeHeading`, which is the subject of
 * its mail too. Other languages choose their own words.
 */
export const en = {
  greeting: 'Hello {username},',
  greetingWithoutName: 'Hello,',
  resetSubjectProfile: 'Reset Password',
  resetSubjectStudio: 'Forgot Password',
  resetSubjectTrafficOps: '{product} Password Reset Request',
  resetHeading: 'Choose a new password',
  resetPreheader:
    'The link for your {product} account expires {remaining}. If you did not expect this email, you do not need to do anything.',
  resetAsked: 'We received a request on {time} to reset the password of your {product} account “{username}”.',
  resetAskedByAdministrator: 'An administrator requested a password reset for your {product} account “{username}” on {time}.',
  resetAskedByApplication:
    'The application “{application}” requested a password reset for your {product} account “{username}” on {time}.',
  resetDevice: 'The request was made with {browser} on {system}.',
  resetButton: 'Choose a new password',
  resetOpenLink: 'To choose a new password, open this link:',
  resetButtonFails: 'If the button does not work, open this link:',
  resetLinkLife: 'This link expires {remaining} (on {expiry}). It works once. Do not share it.',
  resetUnexpected: 'If you did not expect this email',
  resetNothingToDo: 'You do not need to do anything. Your password stays the same.',
  resetKeepsComing: 'If you keep getting emails like this, tell your administrator.',
  resetKeepsComingSupport: 'If you keep getting emails like this, write to {support}.',
  resetCancel: 'Cancel this request',
  changeHeading: 'Your password was changed',
  changePreheader: 'This is about your {product} account. If you did not make this change, reset your password immediately.',
  changed: 'The password of your {product} account “{username}” was changed on {time}.',
  changeWasYou: 'If you made this change, you do not need to do anything.',
  changeUnexpected: 'If you did not make this change',
  changeNotYou: 'Someone else may have access to your account. Reset your password immediately, and tell your administrator.',
  changeNotYouSupport: 'Someone else may have access to your account. Reset your password immediately, and write to {support}.',
  changeAskAgain: 'Request a new password',
  changeDisown: 'This wasn’t me: close my account',
  signIn: 'Sign in to {product}: {page}',
  help: 'If you need help, write to {support}.',
  automatic: '{product} sent this email automatically.',
} as const;

/** The sentences that every language has. */
export type Catalogue = { readonly [sentence in keyof typeof en]: string };
