import type { SignInWords } from './en.ts'

export const signInEs: SignInWords = {
  signIn: 'Iniciar sesión',
  signInWhy: 'Su progreso y sus créditos se guardan con su dirección de correo. No necesita contraseña: recibirá un código.',
  email: 'Correo electrónico',
  sendCode: 'Enviarme un código',
  codeSent: email => `Un código de seis cifras está en camino a ${email}. Es válido durante 10 minutos.`,
  codeSentAgain: email => `Otro código está en camino a ${email}. Solo vale el último.`,
  sendAnother: 'Enviar otro código',
  codeInTerminal: 'Aquí no hay servidor de correo configurado: el código aparece en la terminal en la que funciona el servidor.',
  code: 'Código',
  tooManyCodes: 'Esta dirección ha recibido muchos códigos. Use el último o pida otro dentro de un cuarto de hora.',
  codeWrong: 'El código no es correcto o ha caducado. Si sigue fallando, pida otro.',
  otherAddress: 'Usar otra dirección',
  signInWith: provider => `Iniciar sesión con ${provider}`,
  orByCode: 'O con un código por correo:',
  mailUnavailable: 'En este momento no se puede enviar correo; no hay ningún código en camino. Inténtelo de nuevo dentro de unos minutos.',
  providerUnavailable: 'El proveedor de inicio de sesión no responde como debería. Inténtelo de nuevo dentro de unos minutos o use un código.',
  signInProblems: {
    refused: 'El inicio de sesión se canceló, o el proveedor no le permitió entrar.',
    restart: 'Este inicio de sesión empezó en otro lugar o hace demasiado tiempo. Empiece de nuevo.',
    unverified: 'El proveedor no ha verificado su dirección de correo, así que no puede usarse aquí. Verifíquela allí o use un código.',
    provider: 'El proveedor de inicio de sesión no responde como debería. Inténtelo de nuevo dentro de unos minutos o use un código.',
  },
  notReached: 'No se puede contactar con el servidor del curso. Compruebe su conexión e inténtelo de nuevo.',
}
