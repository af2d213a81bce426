import type { StopWords } from './en.ts';

/** The sentences of the pages that stop something, in Portuguese, as it is written in Brazil. */
export const pt: StopWords = {
  cancelTitle: 'Cancelar esta solicitação?',
  cancelText:
    'Se você não solicitou uma nova senha, cancele a solicitação. Os links que enviamos para esta conta deixarão de funcionar. Sua senha continua a mesma.',
  cancelHold:
    'Por um dia, não me enviar e-mails se alguém solicitar uma nova senha. Eu também não poderei solicitar uma nesse dia.',
  cancelButton: 'Cancelar a solicitação',
  cancelledTitle: 'A solicitação foi cancelada',
  cancelledText: 'Os links que enviamos para esta conta não funcionam mais. Sua senha continua a mesma.',
  heldText: 'Por um dia, não enviaremos e-mails se alguém solicitar uma nova senha.',
  disownTitle: 'Outra pessoa alterou sua senha?',
  disownText:
    'Se não foi você, é possível fechar sua conta. Nossos links e sessões deixam de funcionar, ninguém pode redefinir a senha por um dia e avisamos os responsáveis por este serviço.',
  disownInstead:
    'Se ninguém mais pode ler seu e-mail, solicite um novo link. Com uma nova senha, você bloqueia a outra pessoa imediatamente.',
  disownButton: 'Não fui eu: fechar minha conta',
  disownedTitle: 'Sua conta está fechada',
  disownedText:
    'Ninguém pode redefinir a senha por um dia, e avisamos os responsáveis por este serviço. A última senha definida continua válida até ser alterada, por isso entre em contato com eles. Depois de um dia, você poderá solicitar um novo link.',
  stopRefusedText: 'Ele já foi usado, expirou ou está incompleto.',
};
