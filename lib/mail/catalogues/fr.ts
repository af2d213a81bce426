import type { Catalogue } from './en.ts';

/** The sentences of the mails in French. `en.ts` explains how to change them. The blanks inside « » and before colons are no-break spaces. */
export const fr = {
  greeting: 'Bonjour {username},',
  greetingWithoutName: 'Bonjour,',
  resetSubjectProfile: 'Réinitialisation du mot de passe',
  resetSubjectStudio: 'Mot de passe oublié',
  resetSubjectTrafficOps: '{product} : réinitialisation du mot de passe',
  resetHeading: 'Choisissez un nouveau mot de passe',
  resetPreheader:
    'Le lien pour votre compte {product} expire {remaining}. Si vous n’attendiez pas cet e-mail, vous n’avez rien à faire.',
  resetAsked:
    'Le {time}, nous avons reçu une demande de réinitialisation du mot de passe de votre compte « {username} » sur {product}.',
  resetAskedByAdministrator:
    'Le {time}, l’équipe d’administration a demandé la réinitialisation du mot de passe de votre compte « {username} » sur {product}.',
  resetAskedByApplication:
    'Le {time}, l’application « {application} » a demandé la réinitialisation du mot de passe de votre compte « {username} » sur {product}.',
  resetDevice: 'La demande a été faite avec {browser} sous {system}.',
  resetButton: 'Choisir un nouveau mot de passe',
  resetOpenLink: 'Pour choisir un nouveau mot de passe, ouvrez ce lien :',
  resetButtonFails: 'Si le bouton ne fonctionne pas, ouvrez ce lien :',
  resetLinkLife: 'Ce lien expire {remaining} (le {expiry}). Il ne fonctionne qu’une seule fois. Ne le partagez pas.',
  resetUnexpected: 'Si vous n’attendiez pas cet e-mail',
  resetNothingToDo: 'Vous n’avez rien à faire. Votre mot de passe reste inchangé.',
  resetKeepsComing: 'Si vous continuez à recevoir des e-mails de ce type, prévenez votre équipe d’administration.',
  resetKeepsComingSupport: 'Si vous continuez à recevoir des e-mails de ce type, écrivez à {support}.',
  resetCancel: 'Annuler cette demande',
  changeHeading: 'Votre mot de passe a été modifié',
  changePreheader:
    'Ce message concerne votre compte {product}. Si vous n’êtes pas à l’origine de cette modification, réinitialisez immédiatement votre mot de passe.',
  changed: 'Le mot de passe de votre compte « {username} » sur {product} a été modifié le {time}.',
  changeWasYou: 'Si vous êtes à l’origine de cette modification, vous n’avez rien à faire.',
  changeUnexpected: 'Si vous n’êtes pas à l’origine de cette modification',
  changeNotYou:
    'Une autre personne a peut-être accès à votre compte. Réinitialisez immédiatement votre mot de passe et prévenez votre équipe d’administration.',
  changeNotYouSupport:
    'Une autre personne a peut-être accès à votre compte. Réinitialisez immédiatement votre mot de passe et écrivez à {support}.',
  changeAskAgain: 'Demander un nouveau mot de passe',
  changeDisown: 'Ce n’était pas moi : fermer mon compte',
  signIn: 'Se connecter à {product} : {page}',
  help: 'Si vous avez besoin d’aide, écrivez à {support}.',
  automatic: '{product} a envoyé cet e-mail automatiquement.',
} as const satisfies Catalogue;
