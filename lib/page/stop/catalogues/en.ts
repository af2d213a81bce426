/** The sentences of the pages that stop something, in English. The rules of `lib/page/catalogues/en.ts` hold for them too. */
export const en = {
  cancelTitle: 'Cancel this request?',
  cancelText:
    'If you did not ask for a new password, cancel the request. The links that we emailed for this account then stop working. Your password stays the same.',
  cancelHold: 'Do not email me for one day if someone asks for a new password. I cannot ask for one during that day either.',
  cancelButton: 'Cancel the request',
  cancelledTitle: 'The request is cancelled',
  cancelledText: 'The links that we emailed for this account no longer work. Your password stays the same.',
  heldText: 'We will not email you for one day if someone asks for a new password.',
  disownTitle: 'Did someone else change your password?',
  disownText:
    'If you did not change it, you can close your account. Our links and sessions stop working, nobody can reset the password for one day, and we tell the people who run this service.',
  disownInstead:
    'If nobody else can read your email, request a new link instead. With a new password, you lock the other person out at once.',
  disownButton: 'It wasn’t me: close my account',
  disownedTitle: 'Your account is closed',
  disownedText:
    'Nobody can reset its password for one day, and we have told the people who run this service. The password that was set still works until it is changed, so contact them. After one day, you can request a new link.',
  stopRefusedText: 'It was already used, has expired or is incomplete.',
};

export type StopWords = { readonly [key in keyof typeof en]: string };
