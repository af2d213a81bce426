import type { Catalogue } from './en.ts';

/** The sentences of the mails in Italian. `en.ts` explains how to change them. A sentence after the greeting begins with a small letter. */
export const it = {
  greeting: 'Buongiorno {username},',
  greetingWithoutName: 'Buongiorno,',
  resetSubjectProfile: 'Reimpostazione della password',
  resetSubjectStudio: 'Password dimenticata',
  resetSubjectTrafficOps: '{product}: reimpostazione della password',
  resetHeading: 'Scelga una nuova password',
  resetAsked:
    'in data {time} abbiamo ricevuto una richiesta di reimpostazione della password del suo account «{username}» su {product}.',
  resetAskedByAdministrator:
    'in data {time} l’amministrazione del sistema ha richiesto la reimpostazione della password del suo account «{username}» su {product}.',
  resetAskedByApplication:
    'in data {time} l’applicazione «{application}» ha richiesto la reimpostazione della password del suo account «{username}» su {product}.',
  resetButton: 'Scegli una nuova password',
  resetOpenLink: 'Per scegliere una nuova password, apra questo link:',
  resetButtonFails: 'Se il pulsante non funziona, apra questo link:',
  resetLinkLife:
    'Questo link scade in data {expiry}, {lifetime} dopo la richiesta. Funziona una sola volta. Non lo condivida con nessuno.',
  resetUnexpected: 'Se non si aspettava questa e-mail',
  resetNothingToDo: 'Non deve fare nulla. La sua password resta invariata.',
  resetKeepsComing: 'Se continua a ricevere e-mail come questa, avvisi l’amministrazione del sistema.',
  resetKeepsComingSupport: 'Se continua a ricevere e-mail come questa, scriva a {support}.',
  resetCancel: 'Annulla questa richiesta',
  changeHeading: 'La sua password è stata modificata',
  changed: 'la password del suo account «{username}» su {product} è stata modificata in data {time}.',
  changeWasYou: 'Se la modifica è sua, non deve fare nulla.',
  changeSignIn: 'Accedere con la nuova password: {page}',
  changeUnexpected: 'Se la modifica non è sua',
  changeNotYou:
    'Un’altra persona potrebbe avere accesso al suo account. Reimposti subito la password e avvisi l’amministrazione del sistema.',
  changeNotYouSupport:
    'Un’altra persona potrebbe avere accesso al suo account. Reimposti subito la password e scriva a {support}.',
  changeAskAgain: 'Richiedi una nuova password',
  changeDisown: 'La modifica non è mia: chiudi il mio account',
  automatic: 'Questa e-mail è stata inviata automaticamente.',
  help: 'Se ha bisogno di aiuto, scriva a {support}.',
} as const satisfies Catalogue;
