import type { StopWords } from './en.ts';

/** The sentences of the pages that stop something, in Italian. */
export const it: StopWords = {
  cancelTitle: 'Annullare questa richiesta?',
  cancelText:
    'Se non ha richiesto una nuova password, annulli la richiesta. I link che abbiamo inviato per questo account smettono di funzionare. La sua password resta invariata.',
  cancelHold:
    'Per un giorno, non inviarmi e-mail se qualcuno richiede una nuova password. In quel giorno non potrò richiederla neanche io.',
  cancelButton: 'Annulla la richiesta',
  cancelledTitle: 'La richiesta è annullata',
  cancelledText: 'I link che abbiamo inviato per questo account non funzionano più. La sua password resta invariata.',
  heldText: 'Per un giorno non le invieremo e-mail se qualcuno richiede una nuova password.',
  disownTitle: 'Qualcun altro ha modificato la sua password?',
  disownText:
    'Se non l’ha modificata lei, può chiudere il suo account. I nostri link e le nostre sessioni smettono di funzionare, nessuno può reimpostare la password per un giorno e avvisiamo i responsabili di questo servizio.',
  disownInstead:
    'Se nessun altro può leggere la sua posta, richieda invece un nuovo link. Con una nuova password blocca subito l’altra persona.',
  disownButton: 'La modifica non è mia: chiudi il mio account',
  disownedTitle: 'Il suo account è chiuso',
  disownedText:
    'Nessuno può reimpostarne la password per un giorno e abbiamo avvisato i responsabili di questo servizio. L’ultima password impostata resta valida finché non viene modificata, quindi li contatti. Dopo un giorno potrà richiedere un nuovo link.',
  stopRefusedText: 'È già stato usato, è scaduto o è incompleto.',
};
