import type { SignInWords } from './en.ts'

export const signInEs: SignInWords = {
  signIn: 'Iniciar sesión',
  signInWhy: 'Su progreso y sus créditos se guardan con su dirección de correo. No necesita contraseña: recibirá un código.',
  email: 'Correo electrónico',
  sendCode: 'Enviarme un código',
  codeSent: email => `Un código de seis cifras está en camino a ${email}. Es válido durante 10 minutos.`,
  codeInTerminal: 'Aquí no hay servidor de correo configurado: el código aparece en la terminal en la que funciona el servidor.',
  code: 'Código',
  tooManyCodes: 'Esta dirección ha recibido muchos códigos. Use el último o pida otro dentro de un cuarto de hora.',
  codeWrong: 'El código no es correcto o ha caducado. Si sigue fallando, pida otro.',
  otherAddress: 'Usar otra dirección',
  notReached: 'No se puede contactar con el servidor del curso. Compruebe su conexión e inténtelo de nuevo.',
}
