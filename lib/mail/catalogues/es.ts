import type { Catalogue } from './en.ts';

/** The sentences of the mails in Spanish. `en.ts` explains how to change them. */
export const es = {
  greeting: 'Hola, {username}:',
  greetingWithoutName: 'Hola:',
  resetSubjectProfile: 'Restablecer la contraseña',
  resetSubjectStudio: 'Contraseña olvidada',
  resetSubjectTrafficOps: '{product}: restablecer la contraseña',
  resetHeading: 'Elija una nueva contraseña',
  resetPreheader:
    'El enlace para su cuenta de {product} caduca {remaining}. Si no esperaba este correo, no tiene que hacer nada.',
  resetAsked: 'El {time}, recibimos una solicitud para restablecer la contraseña de su cuenta «{username}» en {product}.',
  resetAskedByAdministrator:
    'El {time}, el equipo de administración solicitó restablecer la contraseña de su cuenta «{username}» en {product}.',
  resetAskedByApplication:
    'El {time}, la aplicación «{application}» solicitó restablecer la contraseña de su cuenta «{username}» en {product}.',
  resetDevice: 'La solicitud se hizo con {browser} en {system}.',
  resetButton: 'Elegir una nueva contraseña',
  resetOpenLink: 'Para elegir una nueva contraseña, abra este enlace:',
  resetButtonFails: 'Si el botón no funciona, abra este enlace:',
  resetLinkLife: 'Este enlace caduca {remaining} (el {expiry}). Solo funciona una vez. No lo comparta.',
  resetUnexpected: 'Si no esperaba este correo',
  resetNothingToDo: 'No tiene que hacer nada. Su contraseña sigue siendo la misma.',
  resetKeepsComing: 'Si sigue recibiendo correos como este, avise a su equipo de administración.',
  resetKeepsComingSupport: 'Si sigue recibiendo correos como este, escriba a {support}.',
  resetCancel: 'Cancelar esta solicitud',
  changeHeading: 'Se ha cambiado su contraseña',
  changePreheader:
    'Este mensaje trata de su cuenta de {product}. Si usted no hizo este cambio, restablezca su contraseña de inmediato.',
  changed: 'La contraseña de su cuenta «{username}» en {product} se cambió el {time}.',
  changeWasYou: 'Si hizo usted este cambio, no tiene que hacer nada.',
  changeUnexpected: 'Si no hizo usted este cambio',
  changeNotYou:
    'Es posible que otra persona tenga acceso a su cuenta. Restablezca su contraseña de inmediato y avise a su equipo de administración.',
  changeNotYouSupport:
    'Es posible que otra persona tenga acceso a su cuenta. Restablezca su contraseña de inmediato y escriba a {support}.',
  changeAskAgain: 'Solicitar una nueva contraseña',
  changeDisown: 'No he sido yo: cerrar mi cuenta',
  signIn: 'Iniciar sesión en {product}: {page}',
  help: 'Si necesita ayuda, escriba a {support}.',
  automatic: '{product} ha enviado este correo automáticamente.',
} as const satisfies Catalogue;
