import type { Catalogue } from './en.ts';

/** The sentences of the mails in German. `en.ts` explains how to change them. A sentence after the greeting begins with a small letter. */
export const de = {
  greeting: 'Guten Tag {username},',
  greetingWithoutName: 'Guten Tag,',
  resetSubjectProfile: 'Passwort zurücksetzen',
  resetSubjectStudio: 'Passwort vergessen',
  resetSubjectTrafficOps: '{product}: Passwort zurücksetzen',
  resetHeading: 'Neues Passwort wählen',
  resetAsked: 'am {time} haben wir eine Anfrage erhalten, das Passwort Ihres Kontos „{username}“ bei {product} zurückzusetzen.',
  resetAskedByAdministrator:
    'am {time} hat die Systemadministration ein neues Passwort für Ihr Konto „{username}“ bei {product} angefordert.',
  resetAskedByApplication:
    'am {time} hat die Anwendung „{application}“ ein neues Passwort für Ihr Konto „{username}“ bei {product} angefordert.',
  resetButton: 'Neues Passwort wählen',
  resetOpenLink: 'Um ein neues Passwort zu wählen, öffnen Sie diesen Link:',
  resetButtonFails: 'Falls die Schaltfläche nicht funktioniert, öffnen Sie diesen Link:',
  resetLinkLife:
    'Dieser Link läuft am {expiry} ab, {lifetime} nach der Anfrage. Er funktioniert nur einmal. Geben Sie ihn nicht weiter.',
  resetUnexpected: 'Falls Sie diese E-Mail nicht erwartet haben',
  resetNothingToDo: 'Sie müssen nichts tun. Ihr Passwort bleibt unverändert.',
  resetKeepsComing: 'Falls Sie weiterhin solche E-Mails erhalten, informieren Sie bitte Ihre Systemadministration.',
  resetKeepsComingSupport: 'Falls Sie weiterhin solche E-Mails erhalten, schreiben Sie bitte an {support}.',
  resetCancel: 'Diese Anfrage abbrechen',
  changeHeading: 'Ihr Passwort wurde geändert',
  changed: 'das Passwort Ihres Kontos „{username}“ bei {product} wurde am {time} geändert.',
  changeWasYou: 'Falls Sie das selbst waren, müssen Sie nichts tun.',
  changeSignIn: 'Mit dem neuen Passwort anmelden: {page}',
  changeUnexpected: 'Falls Sie das nicht waren',
  changeNotYou:
    'Möglicherweise hat eine andere Person Zugriff auf Ihr Konto. Setzen Sie Ihr Passwort sofort zurück und informieren Sie Ihre Systemadministration.',
  changeNotYouSupport:
    'Möglicherweise hat eine andere Person Zugriff auf Ihr Konto. Setzen Sie Ihr Passwort sofort zurück und schreiben Sie an {support}.',
  changeAskAgain: 'Neues Passwort anfordern',
  changeDisown: 'Ich war das nicht: Konto sperren',
  automatic: 'Diese E-Mail wurde automatisch gesendet.',
  help: 'Wenn Sie Hilfe brauchen, schreiben Sie an {support}.',
} as const satisfies Catalogue;
