/**
 * The sentences of the mails in English. To translate them, copy a translation such as `de.ts` to the language's own name (BCP 47) and translate
 * what is between the quotes; `lib/wording/languages.ts`, `lib/wording/writing.ts` and `lib/mail/catalogues.ts` name the languages. A word in
 * braces stands for something that is put there: keep each of them once in the same sentence, anywhere in it. Use plain text, the polite form,
 * and words that suit people of any gender.
 *
 * `{time}`, `{expiry}` are dates with a time (26 May 2017 at 15:34 UTC), `{lifetime}` is a duration (1 hour, 90 minutes), `{support}` is a mail
 * address, and the others are names, which are not inflected.
 */
export const en = {
  greeting: 'Hello {username},',
  greetingWithoutName: 'Hello,',
  resetHeading: 'Choose a new password',
  resetAsked: 'Somebody asked on {time} for a new password for the account “{username}” in {product}.',
  resetAskedByAdministrator: 'An administrator asked on {time} for a new password for the account “{username}” in {product}.',
  resetAskedByApplication:
    'The application “{application}” asked on {time} for a new password for the account “{username}” in {product}.',
  resetButton: 'Choose a new password',
  resetOpenLink: 'To choose a new password, open this link:',
  resetButtonFails: 'If the button does not work, open this link:',
  resetLinkLife:
    'The link is good for {lifetime} after the request, until {expiry}, and for one change of the password. Do not pass it on.',
  resetUnexpected: 'If you did not expect this mail',
  resetNothingToDo: 'There is nothing to do: your password stays as it is.',
  resetKeepsComing: 'If such mails keep coming, tell your administrator.',
  resetKeepsComingSupport: 'If such mails keep coming, write to {support}.',
  changeHeading: 'Your password was changed',
  changed: 'The password of the account “{username}” in {product} was changed on {time}.',
  changeWasYou: 'If it was you, there is nothing to do.',
  changeUnexpected: 'If it was not you',
  changeNotYou: 'Somebody else may have access to your account: ask for a new password at once, and tell your administrator.',
  changeNotYouSupport: 'Somebody else may have access to your account: ask for a new password at once, and write to {support}.',
  automatic: 'This mail was sent automatically.',
  help: 'If you need help, write to {support}.',
} as const;

/** What a catalogue of another language has to hold. */
export type Catalogue = { readonly [sentence in keyof typeof en]: string };
