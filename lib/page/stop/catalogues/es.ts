import type { StopWords } from './en.ts';

/** The sentences of the pages that stop something, in Spanish. */
export const es: StopWords = {
  cancelTitle: '¿Cancelar esta solicitud?',
  cancelText:
    'Si no ha solicitado una nueva contraseña, cancele la solicitud. Los enlaces que enviamos para esta cuenta dejarán de funcionar. Su contraseña sigue siendo la misma.',
  cancelHold:
    'Durante un día, no enviarme correos si alguien solicita una nueva contraseña. Yo tampoco podré solicitarla durante ese día.',
  cancelButton: 'Cancelar la solicitud',
  cancelledTitle: 'La solicitud está cancelada',
  cancelledText: 'Los enlaces que enviamos para esta cuenta ya no funcionan. Su contraseña sigue siendo la misma.',
  heldText: 'Durante un día, no le enviaremos correos si alguien solicita una nueva contraseña.',
  disownTitle: '¿Ha cambiado otra persona su contraseña?',
  disownText:
    'Si no la ha cambiado usted, puede cerrar su cuenta. Nuestros enlaces y sesiones dejan de funcionar, nadie puede restablecer la contraseña durante un día y avisamos a los responsables de este servicio.',
  disownInstead:
    'Si nadie más puede leer su correo, solicite mejor un nuevo enlace. Con una nueva contraseña, la otra persona pierde el acceso de inmediato.',
  disownButton: 'No he sido yo: cerrar mi cuenta',
  disownedTitle: 'Su cuenta está cerrada',
  disownedText:
    'Nadie puede restablecer su contraseña durante un día y hemos avisado a los responsables de este servicio. La última contraseña sigue siendo válida hasta que se cambie, así que póngase en contacto con ellos. Después de un día, podrá solicitar un nuevo enlace.',
  stopRefusedText: 'Ya se ha usado, ha caducado o está incompleto.',
};
