import type { Catalogue } from './en.ts';

/** The sentences of the mails in Italian; `en.ts` says how to change them. */
export const it = {
  greeting: 'Buongiorno {username},',
  greetingWithoutName: 'Buongiorno,',
  resetHeading: 'Scelga una nuova password',
  resetAsked: 'in data {time} qualcuno ha chiesto una nuova password per l’account «{username}» su {product}.',
  resetAskedByAdministrator:
    'in data {time} l’amministrazione del sistema ha chiesto una nuova password per l’account «{username}» su {product}.',
  resetAskedByApplication:
    'in data {time} l’applicazione «{application}» ha chiesto una nuova password per l’account «{username}» su {product}.',
  resetButton: 'Scegliere una nuova password',
  resetOpenLink: 'Per scegliere una nuova password, apra questo link:',
  resetButtonFails: 'Se il pulsante non funziona, apra questo link:',
  resetLinkLife:
    'Il link è valido per {lifetime} dalla richiesta (scadenza: {expiry}) e per un solo cambio della password. Non lo condivida con nessuno.',
  resetUnexpected: 'Se non si aspettava questo messaggio',
  resetNothingToDo: 'Non deve fare nulla: la sua password resta invariata.',
  resetKeepsComing: 'Se continua a ricevere messaggi come questo, avvisi l’amministrazione del sistema.',
  resetKeepsComingSupport: 'Se continua a ricevere messaggi come questo, scriva a {support}.',
  changeHeading: 'La sua password è stata modificata',
  changed: 'la password dell’account «{username}» su {product} è stata modificata in data {time}.',
  changeWasYou: 'Se la modifica è sua, non deve fare nulla.',
  changeUnexpected: 'Se la modifica non è sua',
  changeNotYou:
    'Un’altra persona potrebbe avere accesso al suo account: chieda subito una nuova password e avvisi l’amministrazione del sistema.',
  changeNotYouSupport:
    'Un’altra persona potrebbe avere accesso al suo account: chieda subito una nuova password e scriva a {support}.',
  automatic: 'Questo messaggio è stato inviato automaticamente.',
  help: 'Se ha bisogno di aiuto, scriva a {support}.',
} as const satisfies Catalogue;
