import type { Catalogue } from './en.ts';

/** The sentences of the mails in Italian. `en.ts` explains how to change them. A sentence after the greeting begins with a small letter. */
export const it = {
  greeting: 'Buongiorno {username},',
  greetingWithoutName: 'Buongiorno,',
  resetSubjectProfile: 'Reimpostazione della password',
  resetSubjectStudio: 'Password dimenticata',
  resetSubjectTrafficOps: '{product}: reimpostazione della password',
  resetHeading: 'Scelga una nuova password',
  resetPreheader:
    'Il link per il suo account {product} scade {remaining}. Se non si aspettava questa e-mail, non deve fare nulla.',
  resetAsked:
    'in data {time} abbiamo ricevuto una richiesta di reimpostazione della password del suo account «{username}» su {product}.',
  resetAskedByAdministrator:
    'in data {time} l’amministrazione del sistema ha richiesto la reimpostazione della password del suo account «{username}» su {product}.',
  resetAskedByApplication:
    'in data {time} l’applicazione «{application}» ha richiesto la reimpostazione della password del suo account «{username}» su {product}.',
  resetDevice: 'La richiesta è stata fatta con {browser} su {system}.',
  resetButton: 'Scegli una nuova password',
  resetOpenLink: 'Per scegliere una nuova password, apra questo link:',
  resetButtonFails: 'Se il pulsante non funziona, apra questo link:',
  resetLinkLife: 'Questo link scade {remaining} (in data {expiry}). Funziona una sola volta. Non lo condivida con nessuno.',
  resetUnexpected: 'Se non si aspettava questa e-mail',
  resetNothingToDo: 'Non deve fare nulla. La sua password resta invariata.',
  resetKeepsComing: 'Se continua a ricevere e-mail come questa, avvisi l’amministrazione del sistema.',
  resetKeepsComingSupport: 'Se continua a ricevere e-mail come questa, scriva a {support}.',
  resetCancel: 'Annulla questa richiesta',
  changeHeading: 'La sua password è stata modificata',
  changePreheader: 'Questo messaggio riguarda il suo account {product}. Se la modifica non è sua, reimposti subito la password.',
  changed: 'la password del suo account «{username}» su {product} è stata modificata in data {time}.',
  changeWasYou: 'Se la modifica è sua, non deve fare nulla.',
  changeUnexpected: 'Se la modifica non è sua',
  changeNotYou:
    'Un’altra persona potrebbe avere accesso al suo account. Reimposti subito la password e avvisi l’amministrazione del sistema.',
  changeNotYouSupport:
    'Un’altra persona potrebbe avere accesso al suo account. Reimposti subito la password e scriva a {support}.',
  changeAskAgain: 'Richiedi una nuova password',
  changeDisown: 'La modifica non è mia: chiudi il mio account',
  signIn: 'Per accedere a {product}: {page}',
  help: 'Se ha bisogno di aiuto, scriva a {support}.',
  automatic: '{product} ha inviato questa e-mail automaticamente.',
} as const satisfies Catalogue;
