import type { StopWords } from './en.ts';

/** The sentences of the pages that stop something, in French. */
export const fr: StopWords = {
  cancelTitle: 'Annuler cette demande ?',
  cancelText:
    'Si vous n’avez pas demandé de nouveau mot de passe, annulez la demande. Les liens que nous avons envoyés pour ce compte cesseront de fonctionner. Votre mot de passe reste inchangé.',
  cancelHold:
    'Pendant un jour, ne pas m’envoyer d’e-mail si quelqu’un demande un nouveau mot de passe. Je ne pourrai pas non plus en demander un.',
  cancelButton: 'Annuler la demande',
  cancelledTitle: 'La demande est annulée',
  cancelledText: 'Les liens que nous avons envoyés pour ce compte ne fonctionnent plus. Votre mot de passe reste inchangé.',
  heldText: 'Pendant un jour, nous ne vous enverrons pas d’e-mail si quelqu’un demande un nouveau mot de passe.',
  disownTitle: 'Une autre personne a-t-elle changé votre mot de passe ?',
  disownText:
    'Si vous ne l’avez pas changé, vous pouvez fermer votre compte. Nos liens et nos sessions cessent de fonctionner, personne ne peut réinitialiser le mot de passe pendant un jour, et nous prévenons les responsables de ce service.',
  disownInstead:
    'Si personne d’autre ne peut lire vos e-mails, demandez plutôt un nouveau lien. Avec un nouveau mot de passe, vous bloquez immédiatement l’autre personne.',
  disownButton: 'Ce n’était pas moi : fermer mon compte',
  disownedTitle: 'Votre compte est fermé',
  disownedText:
    'Personne ne peut réinitialiser son mot de passe pendant un jour, et nous avons prévenu les responsables de ce service. Le dernier mot de passe défini reste valable jusqu’à ce qu’il soit changé : contactez-les. Après un jour, vous pourrez demander un nouveau lien.',
  stopRefusedText: 'Il a déjà été utilisé, a expiré ou est incomplet.',
};
