import type { Catalogue } from './en.ts';

/** The sentences of the mails in Spanish; `en.ts` says how to change them. */
export const es = {
  greeting: 'Hola, {username}:',
  greetingWithoutName: 'Hola:',
  resetHeading: 'Elija una nueva contraseña',
  resetAsked: 'El {time} alguien solicitó una nueva contraseña para la cuenta «{username}» en {product}.',
  resetAskedByAdministrator:
    'El {time} el equipo de administración solicitó una nueva contraseña para la cuenta «{username}» en {product}.',
  resetAskedByApplication:
    'El {time} la aplicación «{application}» solicitó una nueva contraseña para la cuenta «{username}» en {product}.',
  resetButton: 'Elegir una nueva contraseña',
  resetOpenLink: 'Para elegir una nueva contraseña, abra este enlace:',
  resetButtonFails: 'Si el botón no funciona, abra este enlace:',
  resetLinkLife:
    'El enlace es válido durante {lifetime} desde la solicitud, hasta el {expiry}, y para un solo cambio de contraseña. No lo comparta con nadie.',
  resetUnexpected: 'Si no esperaba este mensaje',
  resetNothingToDo: 'No tiene que hacer nada: su contraseña sigue siendo la misma.',
  resetKeepsComing: 'Si sigue recibiendo mensajes como este, avise al equipo de administración.',
  resetKeepsComingSupport: 'Si sigue recibiendo mensajes como este, escriba a {support}.',
  changeHeading: 'Se ha cambiado su contraseña',
  changed: 'La contraseña de la cuenta «{username}» en {product} se cambió el {time}.',
  changeWasYou: 'Si fue usted, no tiene que hacer nada.',
  changeUnexpected: 'Si no fue usted',
  changeNotYou:
    'Es posible que otra persona tenga acceso a su cuenta: solicite de inmediato una nueva contraseña y avise al equipo de administración.',
  changeNotYouSupport:
    'Es posible que otra persona tenga acceso a su cuenta: solicite de inmediato una nueva contraseña y escriba a {support}.',
  automatic: 'Este mensaje se ha enviado automáticamente.',
  help: 'Si necesita ayuda, escriba a {support}.',
} as const satisfies Catalogue;
