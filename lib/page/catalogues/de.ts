import type { Words } from './en.ts';

/** The sentences of the pages in German. `en.ts` explains how to change them. */
export const de: Words = {
  chooseTitle: 'Neues Passwort wählen',
  checking: 'Ihr Link wird geprüft …',
  noScript:
    'Diese Seite braucht JavaScript. Schalten Sie es ein und öffnen Sie Ihren Link noch einmal. Dank JavaScript bleibt der geheime Teil Ihres Links in Ihrem Browser und ist nie Teil einer Webadresse, die der Browser aufruft.',
  noScriptLanguage: 'Wenn Sie die Sprache dieser Seite ändern, öffnen Sie danach Ihren Link aus der E-Mail noch einmal.',
  linkIsFor: 'Dieser Link gilt für Ihr Konto bei {product}.',
  username: 'Benutzername',
  newPassword: 'Neues Passwort',
  show: 'Anzeigen',
  hide: 'Verbergen',
  atLeast: 'Verwenden Sie mindestens {minimum} Zeichen. Wir empfehlen 15 oder mehr.',
  tooLong:
    'Dieses Passwort ist zu lang. Verwenden Sie höchstens 72 Zeichen. Emojis und Buchstaben außerhalb des englischen Alphabets, zum Beispiel Umlaute, zählen mehrfach.',
  tooManyCharacters: 'Dieses Passwort ist zu lang. Verwenden Sie höchstens 128 Zeichen.',
  onlyBlanks: 'Dieses Passwort besteht nur aus Leerzeichen. Wählen Sie ein anderes.',
  tooCommon: 'Das ist eines der häufigsten Passwörter. Wählen Sie ein anderes.',
  isUsername: 'Das ist Ihr Benutzername. Wählen Sie ein anderes Passwort.',
  fromContext:
    'Dieses Passwort ist wenig mehr als Ihr Name oder der Name dieses Dienstes. Wählen Sie ein anderes, zum Beispiel mehrere Wörter, die nichts miteinander zu tun haben.',
  breached:
    'Dieses Passwort steht auf einer Liste gestohlener Passwörter. Wählen Sie ein anderes. Wenn Sie es auch anderswo verwenden, ändern Sie es dort ebenfalls.',
  tooGuessable:
    'Dieses Passwort ist zu leicht zu erraten. Ihr Link funktioniert weiterhin. Wählen Sie ein längeres, zum Beispiel mehrere Wörter, die nichts miteinander zu tun haben.',
  strength: 'Stärke',
  strengths: 'sehr schwach, schwach, mittel, gut, sehr gut',
  setPassword: 'Neues Passwort festlegen',
  sending: 'Ihr neues Passwort wird festgelegt …',
  passwordRefused:
    'Dieses Passwort wurde abgelehnt. Ihr Link funktioniert weiterhin. Wählen Sie ein Passwort, das nicht weit verbreitet ist und weder Ihrem Benutzernamen noch Ihrer E-Mail-Adresse entspricht.',
  serverSaid: 'Der Server meldet: {reason}',
  refusedTitle: 'Dieser Link funktioniert nicht',
  refusedText:
    'Er wurde bereits verwendet, ist abgelaufen oder unvollständig. Öffnen Sie den Link in der neuesten E-Mail oder fordern Sie einen neuen Link an.',
  askAgain: 'Neuen Link anfordern',
  incompleteTitle: 'Ihr Link ist unvollständig',
  incompleteText:
    'Manche E-Mail-Programme und Sicherheitsfilter entfernen einen Teil eines Links. Kopieren Sie den ganzen Link aus der E-Mail und fügen Sie ihn hier ein. Sie können auch nur den Code daraus einfügen: den Teil nach „token=“.',
  linkOrCode: 'Link oder Code aus der E-Mail',
  goOn: 'Weiter',
  notALink: 'Das ist kein Link aus unserer E-Mail. Kopieren Sie den ganzen Link und fügen Sie ihn hier ein.',
  doneTitle: 'Ihr Passwort wurde geändert',
  doneText: 'Melden Sie sich mit Ihrem neuen Passwort bei {product} an. Wir informieren Sie auch per E-Mail über die Änderung.',
  signIn: 'Bei {product} anmelden',
  maybeTitle: 'Ihr Passwort wurde möglicherweise geändert',
  maybeText:
    'Ihr Link funktioniert nicht mehr. Möglicherweise wurde Ihr neues Passwort festgelegt. Versuchen Sie, sich damit bei {product} anzumelden. Wenn das nicht funktioniert, fordern Sie einen neuen Link an.',
  busyTitle: 'Zu viele Anfragen',
  busyText: 'Ihr Link funktioniert weiterhin. Versuchen Sie es in {wait} noch einmal.',
  offlineTitle: 'Keine Verbindung',
  offlineText: 'Der Server ist nicht erreichbar. Prüfen Sie Ihre Verbindung und versuchen Sie es dann noch einmal.',
  failedTitle: 'Etwas ist schiefgegangen',
  failedText: 'Das Problem liegt bei uns. Versuchen Sie es gleich noch einmal.',
  retry: 'Noch einmal versuchen',
  help: 'Wenn Sie Hilfe brauchen, schreiben Sie an {address}.',
  languageChoice: 'Sprache',
  forgotTitle: 'Passwort vergessen?',
  forgotText: 'Wir senden Ihnen per E-Mail einen Link, über den Sie ein neues Passwort wählen können.',
  whichAccount: 'Um welches Konto geht es?',
  enterUsername: 'Benutzernamen eingeben',
  enterAddress: 'E-Mail-Adresse eingeben',
  address: 'E-Mail-Adresse',
  usernameOrAddress: 'Benutzername oder E-Mail-Adresse',
  sendLink: 'Link per E-Mail senden',
  problem: 'Bitte prüfen Sie Ihre Eingaben',
  nameNoAccount: 'Wählen Sie aus, um welches Konto es geht.',
  noName: 'Geben Sie Ihren Benutzernamen oder Ihre E-Mail-Adresse ein.',
  noUsername: 'Geben Sie Ihren Benutzernamen ein.',
  badUsername: 'Ein Benutzername hat keine Leerzeichen und höchstens 255 Zeichen. Prüfen Sie Ihre Eingabe.',
  noAddress: 'Geben Sie Ihre vollständige E-Mail-Adresse ein, zum Beispiel name@example.com.',
  unreadable: 'Wir konnten die gesendeten Daten nicht lesen. Gehen Sie zurück und versuchen Sie es noch einmal.',
  sentTitle: 'Sehen Sie in Ihrem Postfach nach',
  sentText: 'Falls es ein Konto zu {typed} gibt, erhalten Sie in Kürze eine E-Mail. Der Link darin läuft nach {lifetime} ab.',
  sentWait:
    'Keine E-Mail nach einigen Minuten? Sehen Sie im Spam-Ordner nach und prüfen Sie, ob Benutzername oder E-Mail-Adresse richtig eingegeben waren.',
  sendAgain: 'Noch eine E-Mail senden',
  sendAgainIn: 'Eine weitere E-Mail ist in {wait} möglich.',
  tooManyText: 'Aus Ihrem Netzwerk kamen zu viele Anfragen. Versuchen Sie es in {wait} noch einmal.',
  back: 'Zurück',
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
