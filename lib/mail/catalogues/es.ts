import type { Catalogue } from './en.ts';

/** The sentences of the mails in Spanish. `en.ts` explains how to change them. */
export const es = {
  greeting: 'Hola, {username}:',
  greetingWithoutName: 'Hola:',
  resetSubjectProfile: 'Restablecer la contraseña',
  resetSubjectStudio: 'Contraseña olvidada',
  resetSubjectTrafficOps: '{product}: restablecer la contraseña',
  resetHeading: 'Elija una nueva contraseña',
  resetAsked: 'El {time}, recibimos una solicitud para restablecer la contraseña de su cuenta «{username}» en {product}.',
  resetAskedByAdministrator:
    'El {time}, el equipo de administración solicitó restablecer la contraseña de su cuenta «{username}» en {product}.',
  resetAskedByApplication:
    'El {time}, la aplicación «{application}» solicitó restablecer la contraseña de su cuenta «{username}» en {product}.',
  resetButton: 'Elegir una nueva contraseña',
  resetOpenLink: 'Para elegir una nueva contraseña, abra este enlace:',
  resetButtonFails: 'Si el botón no funciona, abra este enlace:',
  resetLinkLife: 'Este enlace caduca el {expiry}, {lifetime} después de la solicitud. Solo funciona una vez. No lo comparta.',
  resetUnexpected: 'Si no esperaba este correo',
  resetNothingToDo: 'No tiene que hacer nada. Su contraseña sigue siendo la misma.',
  resetKeepsComing: 'Si sigue recibiendo correos como este, avise a su equipo de administración.',
  resetKeepsComingSupport: 'Si sigue recibiendo correos como este, escriba a {support}.',
  resetCancel: 'Cancelar esta solicitud',
  changeHeading: 'Se ha cambiado su contraseña',
  changed: 'La contraseña de su cuenta «{username}» en {product} se cambió el {time}.',
  changeWasYou: 'Si hizo usted este cambio, no tiene que hacer nada.',
  changeSignIn: 'Iniciar sesión con la contraseña nueva: {page}',
  changeUnexpected: 'Si no hizo usted este cambio',
  changeNotYou:
    'Es posible que otra persona tenga acceso a su cuenta. Restablezca su contraseña de inmediato y avise a su equipo de administración.',
  changeNotYouSupport:
    'Es posible que otra persona tenga acceso a su cuenta. Restablezca su contraseña de inmediato y escriba a {support}.',
  changeAskAgain: 'Solicitar una nueva contraseña',
  changeDisown: 'No he sido yo: cerrar mi cuenta',
  automatic: 'Este correo se ha enviado automáticamente.',
  help: 'Si necesita ayuda, escriba a {support}.',
} as const satisfies Catalogue;
