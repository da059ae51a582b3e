import type { Words } from './words.ts'
import { signInEs } from '../../sign-in/words/es.ts'

export const es: Words = {
  ...signInEs,
  language: 'Español',
  product: 'Oficina de formación médica continuada',
  skip: 'Ir a la página',
  broken: 'Algo en esta página no funciona. Vuelva a cargarla; lo que se confirmó como guardado está guardado.',
  loading: 'Cargando …',
  tryAgain: 'Intentar de nuevo',
  signInWhy: 'Para la oficina de formación y los administradores. No necesita contraseña: recibirá un código por correo.',
  sessionEnded: 'Su sesión ha terminado. Vuelva a iniciarla: regresará a esta página.',
  signedInAs: email => `Sesión iniciada como ${email}.`,
  signOut: 'Cerrar sesión',
  noRole: 'No tiene ninguna función en esta oficina',
  noRoleWhy: email => `Ha iniciado sesión como ${email}. Esta dirección puede hacer cursos, pero no ver los datos de otras personas.`,
  noRoleMend: 'Pida una función a un administrador, o asígnela en la línea de comandos del servidor:',
  checkAgain: 'Comprobar de nuevo',
  noSuchPage: 'Esta página no existe',
  noSuchPageWhy: 'La dirección puede ser antigua o estar mal escrita.',
  toCourses: 'Todos los cursos',
  notification: 'Aviso',
  courses: 'Cursos',
  audit: 'Registro de auditoría',
  roles: 'Funciones',
}
