/** Sentences of the mails in English. All values are plain text. */
export const en = {
  /** BCP 47, for the mail's `lang`. */
  language: 'en',
  /** BCP 47, for dates and numbers. */
  format: 'en-GB',
  greeting: ({ username }: { username: string }) => `Hello ${username},`,
  resetAsked: ({ product, username, time }: Event) =>
    `somebody asked on ${time} to reset the password of the user “${username}” in ${product}.`,
  resetAskedByAdministrator: ({ product, username, time }: Event) =>
    `an administrator asked on ${time} to reset the password of the user “${username}” in ${product}.`,
  resetOpenLink: 'To choose a new password, open this link:',
  resetLinkLife: ({ lifetime, expiry }: { lifetime: string; expiry: string }) =>
    `The link is good for ${lifetime} after the request, until ${expiry}, and for one change of the password. Do not pass it on.`,
  resetNotYou:
    'If it was not you, there is nothing to do: your password stays as it is. If such mails keep coming, tell your administrator.',
  changeSubject: 'Your password was changed',
  changed: ({ product, username, time }: Event) => `the password of the user “${username}” in ${product} was changed on ${time}.`,
  changeWasYou: 'If it was you, there is nothing to do.',
  changeNotYou:
    'If it was not you, somebody else can use your account: ask for a new password at once, and tell your administrator.',
};

type Event = { product: string; username: string; time: string };

/** What a catalogue of another language has to hold. */
export type Catalogue = typeof en;
