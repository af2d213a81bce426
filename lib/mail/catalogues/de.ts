import type { Catalogue } from './en.ts';

/** The sentences of the mails in German; `en.ts` says how to change them. */
export const de = {
  greeting: 'Guten Tag {username},',
  greetingWithoutName: 'Guten Tag,',
  resetHeading: 'Neues Passwort wählen',
  resetAsked: 'am {time} hat jemand ein neues Passwort für das Konto „{username}“ bei {product} angefordert.',
  resetAskedByAdministrator:
    'am {time} hat die Systemadministration ein neues Passwort für das Konto „{username}“ bei {product} angefordert.',
  resetAskedByApplication:
    'am {time} hat die Anwendung „{application}“ ein neues Passwort für das Konto „{username}“ bei {product} angefordert.',
  resetButton: 'Neues Passwort wählen',
  resetOpenLink: 'Um ein neues Passwort zu wählen, öffnen Sie bitte diesen Link:',
  resetButtonFails: 'Falls die Schaltfläche nicht funktioniert, öffnen Sie bitte diesen Link:',
  resetLinkLife:
    'Der Link läuft {lifetime} nach der Anforderung ab, am {expiry}, und gilt für eine einzige Änderung des Passworts. Bitte geben Sie ihn nicht weiter.',
  resetUnexpected: 'Falls Sie diese E-Mail nicht erwartet haben',
  resetNothingToDo: 'Sie müssen nichts tun: Ihr Passwort bleibt, wie es ist.',
  resetKeepsComing: 'Falls Sie weiterhin solche E-Mails erhalten, wenden Sie sich bitte an die Systemadministration.',
  resetKeepsComingSupport: 'Falls Sie weiterhin solche E-Mails erhalten, schreiben Sie bitte an {support}.',
  changeHeading: 'Ihr Passwort wurde geändert',
  changed: 'das Passwort des Kontos „{username}“ bei {product} wurde am {time} geändert.',
  changeWasYou: 'Falls Sie das selbst waren, müssen Sie nichts tun.',
  changeUnexpected: 'Falls Sie das nicht waren',
  changeNotYou:
    'Möglicherweise hat eine andere Person Zugriff auf Ihr Konto: Fordern Sie bitte sofort ein neues Passwort an, und wenden Sie sich an die Systemadministration.',
  changeNotYouSupport:
    'Möglicherweise hat eine andere Person Zugriff auf Ihr Konto: Fordern Sie bitte sofort ein neues Passwort an, und schreiben Sie an {support}.',
  automatic: 'Diese E-Mail wurde automatisch versandt.',
  help: 'Wenn Sie Hilfe brauchen, schreiben Sie an {support}.',
} as const satisfies Catalogue;
