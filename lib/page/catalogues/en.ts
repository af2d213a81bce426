/**
 * The sentences of the pages in English.
 *
 * To add a language, copy a translation such as `de.ts`, name the copy after the language (BCP 47) and translate the text between the quotes. Then
 * add the language to `lib/wording/languages.ts`, `lib/wording/writing.ts` and `lib/page/catalogues.ts`.
 *
 * The page fills in the words in braces. Keep each of them exactly once in its sentence, in any place. Use plain text, the polite form, and words that
 * suit people of any gender.
 */
export const en = {
  chooseTitle: 'Choose a new password',
  checking: 'Checking your link…',
  noScript:
    'This page needs JavaScript. Turn it on, then open your link again. JavaScript keeps the secret part of your link in your browser.',
  noScriptLanguage: 'If you change the language of this page, open your link from the email again afterwards.',
  linkIsFor: 'This link is for your {product} account.',
  username: 'Username',
  newPassword: 'New password',
  show: 'Show',
  hide: 'Hide',
  atLeast: 'Use {minimum} or more characters. We recommend 15 or more.',
  tooLong:
    'This password is too long. Use 72 characters or fewer. Emoji and letters outside the English alphabet count as more than one.',
  tooManyCharacters: 'This password is too long. Use 128 characters or fewer.',
  onlyBlanks: 'This password has only blanks. Choose a different one.',
  tooCommon: 'This is one of the most common passwords. Choose a different one.',
  isUsername: 'This is your username. Choose a different password.',
  fromContext:
    'This password is little more than your name or the name of this service. Choose a different one, such as several words that do not belong together.',
  breached:
    'This password is on a list of stolen passwords. Choose a different one. If you use it elsewhere, change it there too.',
  tooGuessable:
    'This password is too easy to guess. Your link still works. Choose a longer one, for example several words that do not belong together.',
  strength: 'Strength',
  strengths: 'very weak, weak, fair, good, very good',
  setPassword: 'Set new password',
  sending: 'Setting your new password…',
  passwordRefused:
    'This password was not accepted. Your link still works. Choose a password that is not common and is not your username or email address.',
  serverSaid: 'The server says: {reason}',
  refusedTitle: 'This link does not work',
  refusedText:
    'It was already used, has expired or is incomplete. Open the link in the most recent email, or request a new link.',
  askAgain: 'Request a new link',
  incompleteTitle: 'Your link is incomplete',
  incompleteText:
    'Some email programs and security filters remove a part of a link. Copy the whole link from the email and paste it here. You can also paste only the code in it: the part after “token=”.',
  linkOrCode: 'Link or code from the email',
  goOn: 'Continue',
  notALink: 'This is not a link from our email. Copy the whole link and paste it here.',
  doneTitle: 'Your password was changed',
  doneText: 'Sign in to {product} with your new password. We’ll also email you about this change.',
  signIn: 'Sign in to {product}',
  maybeTitle: 'Your password may have been changed',
  maybeText:
    'Your link no longer works. Your new password may have been set. Try to sign in to {product} with it. If that does not work, request a new link.',
  busyTitle: 'Too many requests',
  busyText: 'Your link still works. Try again in {wait}.',
  offlineTitle: 'No connection',
  offlineText: 'We cannot reach the server. Check your connection, then try again.',
  failedTitle: 'Something went wrong',
  failedText: 'The problem is on our side. Try again in a moment.',
  retry: 'Try again',
  help: 'If you need help, write to {address}.',
  languageChoice: 'Language',
  forgotTitle: 'Forgot your password?',
  forgotText: 'We’ll email you a link to choose a new password.',
  whichAccount: 'Which account is this for?',
  enterUsername: 'Enter your username',
  enterAddress: 'Enter your email address',
  address: 'Email address',
  usernameOrAddress: 'Username or email address',
  sendLink: 'Email me a link',
  problem: 'There is a problem',
  nameNoAccount: 'Choose which account this is for.',
  noName: 'Enter your username or email address.',
  noUsername: 'Enter your username.',
  badUsername: 'A username has no spaces and at most 255 characters. Check what you entered.',
  noAddress: 'Enter your full email address, like name@example.com.',
  unreadable: 'We could not read what you sent. Go back and try again.',
  sentTitle: 'Check your email',
  sentText: 'If an account exists for {typed}, you’ll get an email soon. The link in it expires in {lifetime}.',
  sentWait:
    'No email after a few minutes? Check your spam folder, and check that you entered the right username or email address.',
  sendAgain: 'Send another email',
  sendAgainIn: 'You can send another email in {wait}.',
  tooManyText: 'We received too many requests from your network. Try again in {wait}.',
  back: 'Back',
};

/** The sentences that every language has. */
export type Words = { readonly [key in keyof typeof en]: string };
