import type { Words } from './en.ts';

/** The sentences of the pages in French. `en.ts` explains how to change them. The blanks before colons and question marks are no-break spaces. */
export const fr: Words = {
  chooseTitle: 'Choisissez un nouveau mot de passe',
  checking: 'Vérification de votre lien…',
  noScript:
    'Cette page a besoin de JavaScript. Activez-le, puis ouvrez de nouveau votre lien. Grâce à JavaScript, la partie secrète de votre lien reste dans votre navigateur.',
  noScriptLanguage: 'Si vous changez la langue de cette page, ouvrez ensuite de nouveau votre lien depuis l’e-mail.',
  linkIsFor: 'Ce lien concerne votre compte {product}.',
  username: 'Nom d’utilisateur',
  newPassword: 'Nouveau mot de passe',
  show: 'Afficher',
  hide: 'Masquer',
  atLeast: 'Utilisez au moins {minimum} caractères. Nous en recommandons 15 ou plus.',
  tooLong:
    'Ce mot de passe est trop long. Utilisez 72 caractères au maximum. Les emojis et les lettres absentes de l’alphabet anglais, comme les lettres accentuées, comptent pour plusieurs caractères.',
  tooManyCharacters: 'Ce mot de passe est trop long. Utilisez 128 caractères au maximum.',
  onlyBlanks: 'Ce mot de passe ne contient que des espaces. Choisissez-en un autre.',
  tooCommon: 'C’est l’un des mots de passe les plus courants. Choisissez-en un autre.',
  isUsername: 'C’est votre nom d’utilisateur. Choisissez un autre mot de passe.',
  fromContext:
    'Ce mot de passe se résume à votre nom ou au nom de ce service. Choisissez-en un autre, par exemple plusieurs mots sans rapport entre eux.',
  breached:
    'Ce mot de passe figure dans une liste de mots de passe volés. Choisissez-en un autre. Si vous l’utilisez ailleurs, changez-le aussi là-bas.',
  tooGuessable:
    'Ce mot de passe est trop facile à deviner. Votre lien fonctionne toujours. Choisissez-en un plus long, par exemple plusieurs mots sans rapport entre eux.',
  strength: 'Robustesse',
  strengths: 'très faible, faible, moyenne, bonne, très bonne',
  setPassword: 'Enregistrer le nouveau mot de passe',
  sending: 'Enregistrement de votre nouveau mot de passe…',
  passwordRefused:
    'Ce mot de passe a été refusé. Votre lien fonctionne toujours. Choisissez un mot de passe peu courant, qui ne soit ni votre nom d’utilisateur ni votre adresse e-mail.',
  serverSaid: 'Réponse du serveur : {reason}',
  refusedTitle: 'Ce lien ne fonctionne pas',
  refusedText:
    'Il a déjà été utilisé, il a expiré ou il est incomplet. Ouvrez le lien de l’e-mail le plus récent ou demandez un nouveau lien.',
  askAgain: 'Demander un nouveau lien',
  incompleteTitle: 'Votre lien est incomplet',
  incompleteText:
    'Certaines messageries et certains filtres de sécurité suppriment une partie des liens. Copiez le lien entier depuis l’e-mail et collez-le ici. Vous pouvez aussi coller seulement son code : la partie après « token= ».',
  linkOrCode: 'Lien ou code reçu par e-mail',
  goOn: 'Continuer',
  notALink: 'Ce n’est pas un lien de notre e-mail. Copiez le lien entier et collez-le ici.',
  doneTitle: 'Votre mot de passe a été modifié',
  doneText:
    'Connectez-vous à {product} avec votre nouveau mot de passe. Nous vous enverrons aussi un e-mail au sujet de cette modification.',
  signIn: 'Se connecter à {product}',
  maybeTitle: 'Votre mot de passe a peut-être été modifié',
  maybeText:
    'Votre lien ne fonctionne plus. Votre nouveau mot de passe a peut-être été enregistré. Essayez de vous connecter à {product} avec ce mot de passe. Si cela ne fonctionne pas, demandez un nouveau lien.',
  busyTitle: 'Trop de demandes',
  busyText: 'Votre lien fonctionne toujours. Réessayez dans {wait}.',
  offlineTitle: 'Pas de connexion',
  offlineText: 'Le serveur est injoignable. Vérifiez votre connexion, puis réessayez.',
  failedTitle: 'Une erreur s’est produite',
  failedText: 'Le problème vient de notre côté. Réessayez dans un instant.',
  retry: 'Réessayer',
  help: 'Si vous avez besoin d’aide, écrivez à {address}.',
  languageChoice: 'Langue',
  forgotTitle: 'Mot de passe oublié ?',
  forgotText: 'Nous vous enverrons par e-mail un lien pour choisir un nouveau mot de passe.',
  whichAccount: 'De quel compte s’agit-il ?',
  enterUsername: 'Saisissez votre nom d’utilisateur',
  enterAddress: 'Saisissez votre adresse e-mail',
  address: 'Adresse e-mail',
  usernameOrAddress: 'Nom d’utilisateur ou adresse e-mail',
  sendLink: 'Recevoir un lien par e-mail',
  problem: 'Vérifiez votre saisie',
  nameNoAccount: 'Indiquez de quel compte il s’agit.',
  noName: 'Saisissez votre nom d’utilisateur ou votre adresse e-mail.',
  noUsername: 'Saisissez votre nom d’utilisateur.',
  badUsername: 'Un nom d’utilisateur ne contient pas d’espaces et compte 255 caractères au plus. Vérifiez votre saisie.',
  noAddress: 'Saisissez votre adresse e-mail complète, par exemple nom@example.com.',
  unreadable: 'Nous n’avons pas pu lire les données envoyées. Revenez en arrière et réessayez.',
  sentTitle: 'Consultez votre boîte de réception',
  sentText: 'S’il existe un compte pour {typed}, vous recevrez bientôt un e-mail. Le lien qu’il contient expire dans {lifetime}.',
  sentWait:
    'Pas d’e-mail après quelques minutes ? Regardez dans vos courriers indésirables et vérifiez que vous avez saisi le bon nom d’utilisateur ou la bonne adresse e-mail.',
  sendAgain: 'Envoyer un autre e-mail',
  sendAgainIn: 'Vous pourrez demander un autre e-mail dans {wait}.',
  tooManyText: 'Nous avons reçu trop de demandes provenant de votre réseau. Réessayez dans {wait}.',
  back: 'Retour',
};
