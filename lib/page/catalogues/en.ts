/**
 * What the pages say in English. To translate it, copy a translation such as `de.ts` to the language's own name (BCP 47) and translate what
 * stands between the quotes; `lib/wording/languages.ts`, `lib/wording/writing.ts` and `lib/page/catalogues.ts` name the languages. `{names}` in
 * braces are filled in by the page, so they stay as they are, in whatever place of the sentence they belong.
 */
export const en = {
  chooseTitle: 'Choose a new password',
  checking: 'Checking your link…',
  noScript:
    'This page needs JavaScript: the secret in your link is kept in your browser and is never a part of the addresses that it asks for. Allow JavaScript here and open the link again.',
  linkIsFor: 'This link is for your account in {product}.',
  username: 'Username',
  newPassword: 'New password',
  show: 'Show',
  hide: 'Hide',
  atLeast: '{minimum} or more characters; 15 or more are better',
  tooLong: 'That is too long: 72 characters at most, and fewer with letters beyond English ones',
  tooCommon: 'That is one of the most common passwords',
  isUsername: 'That is your username',
  strength: 'Strength',
  strengths: 'very weak, weak, fair, good, very good',
  setPassword: 'Set the new password',
  sending: 'Setting your new password…',
  passwordRefused:
    'This password was refused, your link is still good. Choose one that is neither your username nor your email address, and not a common one.',
  serverSaid: 'The server says: {reason}',
  refusedTitle: 'This link does not work',
  refusedText:
    'It was used already, it is too old, or a part of it is missing. Open the link of the newest email, or ask for a new one.',
  askAgain: 'Ask for a new link',
  doneTitle: 'Your password was changed',
  doneText: 'Sign in to {product} with your new password. An email tells you about the change, too.',
  maybeTitle: 'Is your password changed already?',
  maybeText:
    'Your link was used. The new password may have been set before the connection broke: try to sign in to {product} with it. If that fails, ask for a new link.',
  busyTitle: 'Too many requests',
  busyText: 'Your link is still good. Try again in {wait}.',
  offlineTitle: 'No connection',
  offlineText: 'The server cannot be reached. Check your connection, then try again.',
  failedTitle: 'Something went wrong here',
  failedText: 'It is not your fault. Try again in a moment.',
  retry: 'Try again',
  help: 'Do you need help? Write to {address}.',
  forgotTitle: 'Forgot your password?',
  forgotText: 'An email brings you a link with which you choose a new one.',
  whichAccount: 'Which account?',
  byUsername: '{product}: by username',
  byAddress: '{product}: by email address',
  address: 'Email address',
  usernameOrAddress: 'Username or email address',
  sendLink: 'Send me the link',
  nameNoAccount: 'Choose which account it is.',
  noUsername: 'Enter your username.',
  noAddress: 'Enter your whole email address, as in name@example.com.',
  unreadable: 'What was sent could not be read. Go back and try again.',
  sentTitle: 'Check your email',
  sentText: 'If there is such an account, an email is on its way to it. The link in it is good for {lifetime}.',
  sentWait: 'Nothing after a few minutes? Look into the spam folder, and check that you gave the right name or address.',
  tooManyText: 'Too many requests came from your network. Try again in {wait}.',
  back: 'Back',
};

/** What a catalogue of another language has to hold. */
export type Words = { readonly [key in keyof typeof en]: string };
