import type { Catalogue } from './en.ts';

/** The sentences of the mails in Portuguese, as it is written in Brazil. `en.ts` explains how to change them. */
export const pt = {
  greeting: 'Olá, {username},',
  greetingWithoutName: 'Olá,',
  resetSubjectProfile: 'Redefinição de senha',
  resetSubjectStudio: 'Esqueceu sua senha?',
  resetSubjectTrafficOps: '{product}: redefinição de senha',
  resetHeading: 'Escolha uma nova senha',
  resetPreheader:
    'O link para a sua conta em {product} expira {remaining}. Se você não esperava este e-mail, não precisa fazer nada.',
  resetAsked: 'Em {time}, recebemos uma solicitação para redefinir a senha da sua conta “{username}” em {product}.',
  resetAskedByAdministrator:
    'Em {time}, a equipe de administração solicitou a redefinição da senha da sua conta “{username}” em {product}.',
  resetAskedByApplication:
    'Em {time}, o aplicativo “{application}” solicitou a redefinição da senha da sua conta “{username}” em {product}.',
  resetDevice: 'A solicitação foi feita com {browser} no sistema {system}.',
  resetButton: 'Escolher uma nova senha',
  resetOpenLink: 'Para escolher uma nova senha, abra este link:',
  resetButtonFails: 'Se o botão não funcionar, abra este link:',
  resetLinkLife: 'Este link expira {remaining} (em {expiry}). Ele só funciona uma vez. Não o compartilhe.',
  resetUnexpected: 'Se você não esperava este e-mail',
  resetNothingToDo: 'Você não precisa fazer nada. Sua senha continua a mesma.',
  resetKeepsComing: 'Se você continuar recebendo e-mails como este, avise a equipe de administração.',
  resetKeepsComingSupport: 'Se você continuar recebendo e-mails como este, escreva para {support}.',
  resetCancel: 'Cancelar esta solicitação',
  changeHeading: 'Sua senha foi alterada',
  changePreheader:
    'Esta mensagem é sobre a sua conta em {product}. Se você não fez essa alteração, redefina sua senha imediatamente.',
  changed: 'A senha da sua conta “{username}” em {product} foi alterada em {time}.',
  changeWasYou: 'Se você fez essa alteração, não precisa fazer nada.',
  changeUnexpected: 'Se você não fez essa alteração',
  changeNotYou: 'Outra pessoa pode ter acesso à sua conta. Redefina sua senha imediatamente e avise a equipe de administração.',
  changeNotYouSupport: 'Outra pessoa pode ter acesso à sua conta. Redefina sua senha imediatamente e escreva para {support}.',
  changeAskAgain: 'Solicitar uma nova senha',
  changeDisown: 'Não fui eu: fechar minha conta',
  signIn: 'Fazer login em {product}: {page}',
  help: 'Se precisar de ajuda, escreva para {support}.',
  automatic: '{product} enviou este e-mail automaticamente.',
} as const satisfies Catalogue;
