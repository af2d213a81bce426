import type { Catalogue } from './en.ts';

/** The sentences of the mails in German. `en.ts` explains how to change them. A sentence after the greeting begins with a small letter. */
export const de = {
  greeting: 'Guten Tag {username},',
  greetingWithoutName: 'Guten Tag,',
  resetSubjectProfile: 'Passwort zurücksetzen',
  resetSubjectStudio: 'Passwort vergessen',
  resetSubjectTrafficOps: '{product}: Passwort zurücksetzen',
  resetHeading: 'Neues Passwort wählen',
  resetPreheader:
    'Der Link für Ihr Konto bei {product} läuft {remaining} ab. Falls Sie diese E-Mail nicht erwartet haben, müssen Sie nichts tun.',
  resetAsked: 'am {time} haben wir eine Anfrage erhalten, das Passwort Ihres Kontos „{username}“ bei {product} zurückzusetzen.',
  resetAskedByAdministrator:
    'am {time} hat die Systemadministration ein neues Passwort für Ihr Konto „{username}“ bei {product} angefordert.',
  resetAskedByApplication:
    'am {time} hat die Anwendung „{application}“ ein neues Passwort für Ihr Konto „{username}“ bei {product} angefordert.',
  resetDevice: 'Die Anfrage kam von {browser} unter {system}.',
  resetButton: 'Neues Passwort wählen',
  resetOpenLink: 'Um ein neues Passwort zu wählen, öffnen Sie diesen Link:',
  resetButtonFails: 'Falls die Schaltfläche nicht funktioniert, öffnen Sie diesen Link:',
  resetLinkLife: 'Dieser Link läuft {remaining} ab (am {expiry}). Er funktioniert nur einmal. Geben Sie ihn nicht weiter.',
  resetUnexpected: 'Falls Sie diese E-Mail nicht erwartet haben',
  resetNothingToDo: 'Sie müssen nichts tun. Ihr Passwort bleibt unverändert.',
  resetKeepsComing: 'Falls Sie weiterhin solche E-Mails erhalten, informieren Sie bitte Ihre Systemadministration.',
  resetKeepsComingSupport: 'Falls Sie weiterhin solche E-Mails erhalten, schreiben Sie bitte an {support}.',
  resetCancel: 'Diese Anfrage abbrechen',
  changeHeading: 'Ihr Passwort wurde geändert',
  changePreheader: 'Es geht um Ihr Konto bei {product}. Falls Sie das nicht waren, setzen Sie Ihr Passwort sofort zurück.',
  changed: 'das Passwort Ihres Kontos „{username}“ bei {product} wurde am {time} geändert.',
  changeWasYou: 'Falls Sie das selbst waren, müssen Sie nichts tun.',
  changeUnexpected: 'Falls Sie das nicht waren',
  changeNotYou:
    'Möglicherweise hat eine andere Person Zugriff auf Ihr Konto. Setzen Sie Ihr Passwort sofort zurück und informieren Sie Ihre Systemadministration.',
  changeNotYouSupport:
    'Möglicherweise hat eine andere Person Zugriff auf Ihr Konto. Setzen Sie Ihr Passwort sofort zurück und schreiben Sie an {support}.',
  changeAskAgain: 'Neues Passwort anfordern',
  changeDisown: 'Ich war das nicht: Konto sperren',
  signIn: 'Bei {product} anmelden: {page}',
  help: 'Wenn Sie Hilfe brauchen, schreiben Sie an {support}.',
  automatic: '{product} hat diese E-Mail automatisch gesendet.',
} as const satisfies Catalogue;
