import type { StopWords } from './en.ts';

/** The sentences of the pages that stop something, in German. */
export const de: StopWords = {
  cancelTitle: 'Diese Anfrage abbrechen?',
  cancelText:
    'Falls Sie kein neues Passwort angefordert haben, brechen Sie die Anfrage ab. Die Links, die wir für dieses Konto gesendet haben, funktionieren dann nicht mehr. Ihr Passwort bleibt unverändert.',
  cancelHold:
    'Einen Tag lang keine E-Mail senden, wenn jemand ein neues Passwort anfordert. Auch ich kann an diesem Tag keines anfordern.',
  cancelButton: 'Anfrage abbrechen',
  cancelledTitle: 'Die Anfrage ist abgebrochen',
  cancelledText: 'Die Links, die wir für dieses Konto gesendet haben, funktionieren nicht mehr. Ihr Passwort bleibt unverändert.',
  heldText: 'Wir senden Ihnen einen Tag lang keine E-Mail, wenn jemand ein neues Passwort anfordert.',
  disownTitle: 'Hat jemand anderes Ihr Passwort geändert?',
  disownText:
    'Wenn Sie es nicht geändert haben, können Sie Ihr Konto sperren. Unsere Links und Sitzungen funktionieren dann nicht mehr, einen Tag lang kann niemand das Passwort zurücksetzen, und wir informieren die Betreiber dieses Dienstes.',
  disownInstead:
    'Falls niemand sonst Ihre E-Mails lesen kann, fordern Sie stattdessen einen neuen Link an. Mit einem neuen Passwort sperren Sie die andere Person sofort aus.',
  disownButton: 'Ich war das nicht: Konto sperren',
  disownedTitle: 'Ihr Konto ist gesperrt',
  disownedText:
    'Einen Tag lang kann niemand das Passwort zurücksetzen, und wir haben die Betreiber dieses Dienstes informiert. Das zuletzt festgelegte Passwort gilt, bis es geändert wird. Wenden Sie sich deshalb an die Betreiber. Nach einem Tag können Sie einen neuen Link anfordern.',
  stopRefusedText: 'Er wurde bereits verwendet, ist abgelaufen oder unvollständig.',
};
