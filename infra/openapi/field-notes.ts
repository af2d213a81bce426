/** What is to be said of a request's field, by its name: one name means one thing wherever it occurs. */
export const fieldNotes: { readonly [name: string]: { description: string } } = {
  id: { description: 'The profile’s id: 24 hexadecimal digits.' },
  resetPasswordUrl: { description: 'Where the application’s own page lives; it must be on the application’s list.' },
  resetTokenId: { description: 'The token from the mail, which calls it `tokenId`.' },
  newPassword: { description: 'The new password, never trimmed.' },
  username: { description: 'Matches exactly.' },
  token: { description: 'The token from the mail.' },
  new: { description: 'The new password.' },
  version: { description: 'The version of the product’s API.' },
  email: { description: 'One mail address.' },
  t: { description: 'The token from the mail.' },
  localPasswd: { description: 'The new password; null or absent leaves it as it is.' },
  confirmLocalPasswd: { description: 'When present, it must be equal.' },
};
