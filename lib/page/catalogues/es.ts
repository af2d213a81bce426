import type { Words } from './en.ts';

/** The sentences of the pages in Spanish. `en.ts` explains how to change them. */
export const es: Words = {
  chooseTitle: 'Elija una nueva contraseña',
  checking: 'Comprobando su enlace…',
  noScript:
    'Esta página necesita JavaScript. Actívelo y vuelva a abrir su enlace. Gracias a JavaScript, la parte secreta del enlace permanece en su navegador y nunca forma parte de una dirección web que el navegador solicite.',
  noScriptLanguage: 'Si cambia el idioma de esta página, vuelva a abrir después su enlace desde el correo.',
  linkIsFor: 'Este enlace es para su cuenta de {product}.',
  username: 'Nombre de usuario',
  newPassword: 'Nueva contraseña',
  show: 'Mostrar',
  hide: 'Ocultar',
  atLeast: 'Use al menos {minimum} caracteres. Recomendamos 15 o más.',
  tooLong:
    'Esta contraseña es demasiado larga. Use 72 caracteres como máximo. Los emojis y las letras que no existen en inglés, como la ñ o las vocales con tilde, cuentan como más de un carácter.',
  tooManyCharacters: 'Esta contraseña es demasiado larga. Use 128 caracteres como máximo.',
  onlyBlanks: 'Esta contraseña solo contiene espacios. Elija otra.',
  tooCommon: 'Es una de las contraseñas más comunes. Elija otra.',
  isUsername: 'Es su nombre de usuario. Elija otra contraseña.',
  fromContext:
    'Esta contraseña es poco más que su nombre o el nombre de este servicio. Elija otra, por ejemplo, varias palabras sin relación entre sí.',
  breached:
    'Esta contraseña figura en una lista de contraseñas robadas. Elija otra. Si la usa en otros sitios, cámbiela también allí.',
  tooGuessable:
    'Esta contraseña es demasiado fácil de adivinar. Su enlace sigue funcionando. Elija una más larga, por ejemplo varias palabras sin relación entre sí.',
  strength: 'Seguridad',
  strengths: 'muy débil, débil, aceptable, buena, muy buena',
  setPassword: 'Guardar la nueva contraseña',
  sending: 'Guardando su nueva contraseña…',
  passwordRefused:
    'No se ha aceptado esta contraseña. Su enlace sigue funcionando. Elija una contraseña poco común que no sea su nombre de usuario ni su dirección de correo.',
  serverSaid: 'Respuesta del servidor: {reason}',
  refusedTitle: 'Este enlace no funciona',
  refusedText:
    'Ya se ha usado, ha caducado o está incompleto. Abra el enlace del correo más reciente o solicite un nuevo enlace.',
  askAgain: 'Solicitar un nuevo enlace',
  incompleteTitle: 'Su enlace está incompleto',
  incompleteText:
    'Algunos programas de correo y filtros de seguridad eliminan una parte de los enlaces. Copie el enlace completo del correo y péguelo aquí. También puede pegar solo su código: la parte que sigue a «token=».',
  linkOrCode: 'Enlace o código del correo',
  goOn: 'Continuar',
  notALink: 'Esto no es un enlace de nuestro correo. Copie el enlace completo y péguelo aquí.',
  doneTitle: 'Se ha cambiado su contraseña',
  doneText: 'Inicie sesión en {product} con su nueva contraseña. También le avisaremos del cambio por correo.',
  signIn: 'Iniciar sesión en {product}',
  maybeTitle: 'Es posible que se haya cambiado su contraseña',
  maybeText:
    'Su enlace ya no funciona. Es posible que se haya guardado la nueva contraseña. Intente iniciar sesión con ella en {product}. Si no funciona, solicite un nuevo enlace.',
  busyTitle: 'Demasiadas solicitudes',
  busyText: 'Su enlace sigue funcionando. Inténtelo de nuevo dentro de {wait}.',
  offlineTitle: 'Sin conexión',
  offlineText: 'No se puede acceder al servidor. Compruebe su conexión e inténtelo de nuevo.',
  failedTitle: 'Algo ha salido mal',
  failedText: 'El problema es nuestro. Inténtelo de nuevo en unos instantes.',
  retry: 'Intentar de nuevo',
  help: 'Si necesita ayuda, escriba a {address}.',
  languageChoice: 'Idioma',
  forgotTitle: '¿Ha olvidado su contraseña?',
  forgotText: 'Le enviaremos por correo un enlace para elegir una nueva contraseña.',
  whichAccount: '¿De qué cuenta se trata?',
  enterUsername: 'Escriba su nombre de usuario',
  enterAddress: 'Escriba su dirección de correo',
  address: 'Dirección de correo',
  usernameOrAddress: 'Nombre de usuario o dirección de correo',
  sendLink: 'Enviarme un enlace por correo',
  problem: 'Revise los datos',
  nameNoAccount: 'Indique de qué cuenta se trata.',
  noName: 'Escriba su nombre de usuario o su dirección de correo.',
  noUsername: 'Escriba su nombre de usuario.',
  badUsername: 'Un nombre de usuario no contiene espacios y tiene como máximo 255 caracteres. Compruebe lo que ha escrito.',
  noAddress: 'Escriba su dirección de correo completa, por ejemplo nombre@example.com.',
  unreadable: 'No hemos podido leer los datos enviados. Vuelva atrás e inténtelo de nuevo.',
  sentTitle: 'Revise su correo',
  sentText: 'Si existe una cuenta para {typed}, recibirá un correo en breve. El enlace que contiene caduca en {lifetime}.',
  sentWait:
    '¿No ha llegado nada después de unos minutos? Mire en la carpeta de correo no deseado y compruebe que ha escrito bien su nombre de usuario o su dirección de correo.',
  sendAgain: 'Enviar otro correo',
  sendAgainIn: 'Podrá solicitar otro correo dentro de {wait}.',
  tooManyText: 'Hemos recibido demasiadas solicitudes desde su red. Inténtelo de nuevo dentro de {wait}.',
  back: 'Volver',
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
