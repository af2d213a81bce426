import type { Catalogue } from './en.ts';

/** The sentences of the mails in Portuguese, in Brazilian words; `en.ts` says how to change them. */
export const pt = {
  greeting: 'Olá, {username}.',
  greetingWithoutName: 'Olá.',
  resetHeading: 'Escolha uma nova senha',
  resetAsked: 'Em {time}, alguém pediu uma nova senha para a conta “{username}” em {product}.',
  resetAskedByAdministrator: 'Em {time}, a administração do sistema pediu uma nova senha para a conta “{username}” em {product}.',
  resetAskedByApplication: 'Em {time}, a aplicação “{application}” pediu uma nova senha para a conta “{username}” em {product}.',
  resetButton: 'Escolher uma nova senha',
  resetOpenLink: 'Para escolher uma nova senha, abra este link:',
  resetButtonFails: 'Se o botão não funcionar, abra este link:',
  resetLinkLife:
    'O link é válido por {lifetime} a partir do pedido, até {expiry}, e para uma única alteração da senha. Não o envie a ninguém.',
  resetUnexpected: 'Se não esperava esta mensagem',
  resetNothingToDo: 'Não é necessário fazer nada: a sua senha continua a mesma.',
  resetKeepsComing: 'Se continuar recebendo mensagens como esta, avise a administração do sistema.',
  resetKeepsComingSupport: 'Se continuar recebendo mensagens como esta, escreva para {support}.',
  changeHeading: 'A sua senha foi alterada',
  changed: 'A senha da conta “{username}” em {product} foi alterada em {time}.',
  changeWasYou: 'Se a alteração foi sua, não é necessário fazer nada.',
  changeUnexpected: 'Se a alteração não foi sua',
  changeNotYou: 'Outra pessoa pode ter acesso à sua conta: peça imediatamente uma nova senha e avise a administração do sistema.',
  changeNotYouSupport: 'Outra pessoa pode ter acesso à sua conta: peça imediatamente uma nova senha e escreva para {support}.',
  automatic: 'Esta mensagem foi enviada automaticamente.',
  help: 'Se precisar de ajuda, escreva para {support}.',
} as const satisfies Catalogue;
