import type { Catalogue } from './en.ts';

/** The sentences of the mails in French; `en.ts` says how to change them. The blanks inside of « » and before colons are no-break spaces. */
export const fr = {
  greeting: 'Bonjour {username},',
  greetingWithoutName: 'Bonjour,',
  resetHeading: 'Choisissez un nouveau mot de passe',
  resetAsked: 'Le {time}, quelqu’un a demandé un nouveau mot de passe pour le compte « {username} » sur {product}.',
  resetAskedByAdministrator:
    'Le {time}, l’administration du système a demandé un nouveau mot de passe pour le compte « {username} » sur {product}.',
  resetAskedByApplication:
    'Le {time}, l’application « {application} » a demandé un nouveau mot de passe pour le compte « {username} » sur {product}.',
  resetButton: 'Choisir un nouveau mot de passe',
  resetOpenLink: 'Pour choisir un nouveau mot de passe, ouvrez ce lien :',
  resetButtonFails: 'Si le bouton ne fonctionne pas, ouvrez ce lien :',
  resetLinkLife:
    'Ce lien est valable {lifetime} à compter de la demande, soit jusqu’au {expiry}, et pour un seul changement de mot de passe. Ne le transmettez à personne.',
  resetUnexpected: 'Si vous n’attendiez pas ce message',
  resetNothingToDo: 'Vous n’avez rien à faire : votre mot de passe reste inchangé.',
  resetKeepsComing: 'Si vous continuez à recevoir de tels messages, prévenez l’administration du système.',
  resetKeepsComingSupport: 'Si vous continuez à recevoir de tels messages, écrivez à {support}.',
  changeHeading: 'Votre mot de passe a été modifié',
  changed: 'Le mot de passe du compte « {username} » sur {product} a été modifié le {time}.',
  changeWasYou: 'Si c’était vous, vous n’avez rien à faire.',
  changeUnexpected: 'Si ce n’était pas vous',
  changeNotYou:
    'Une autre personne a peut-être accès à votre compte : demandez immédiatement un nouveau mot de passe et prévenez l’administration du système.',
  changeNotYouSupport:
    'Une autre personne a peut-être accès à votre compte : demandez immédiatement un nouveau mot de passe et écrivez à {support}.',
  automatic: 'Ce message a été envoyé automatiquement.',
  help: 'Si vous avez besoin d’aide, écrivez à {support}.',
} as const satisfies Catalogue;
