import type { VerifyLanguage } from '../../../server/certificates/verify-page/words.ts'
import type { StepName } from '../../../server/journey/steps.ts'
import { en } from '../../../app/credit/words/en.ts'
import { es } from '../../../app/credit/words/es.ts'

export interface HomeWords {
  languageName: string
  languages: string
  skip: string
  title: string
  lead: string
  leadWithoutService: string
  signedIn: (email: string) => string
  signInThere: string
  unknown: string
  goOn: string
  courses: string
  noCourses: string
  others: string
  provider: string
  length: string
  minutes: (minutes: number, slides: number) => string
  credit: string
  creditUpTo: (maximum: string) => string
  selfAssessment: string
  demonstration: string
  opens: (day: string) => string
  ended: (day: string) => string
  open: string
  until: (day: string) => string
  begin: string
  look: string
  continueAt: (step: string) => string
  done: string
  completed: (day: string) => string
  toCertificate: string
  materials: string
  products: { slides: string, reading: string, presenter: string, handouts: string, quizzes: string }
  transcript: string
  verifyTitle: string
  verifyWhy: string
  verify: string
  officeTitle: string
  officeWhy: string
  officeSignIn: string
  office: string
  steps: Record<StepName, string>
}

export const homeWords: Record<VerifyLanguage, HomeWords> = {
  en: {
    languageName: 'English',
    languages: 'Language',
    skip: 'Skip to the courses',
    title: 'Courses',
    lead: 'Read the disclosures, follow the lecture, pass the post-test, claim credit, and get a certificate that anybody can verify.',
    leadWithoutService: 'Lectures to follow and questions to test yourself with. Nothing here gives credit.',
    signedIn: email => `Signed in as ${email}.`,
    signInThere: 'You sign in on the page of a course, by a code that is sent to you.',
    unknown: 'Whether you are signed in, and how far you are, cannot be said at the moment. Open your course: nothing that was saved is lost.',
    goOn: 'Go on where you are',
    courses: 'All courses',
    noCourses: 'No course is offered at present.',
    others: 'Courses that you have begun and that are not offered any more',
    provider: 'Provider',
    length: 'Length',
    minutes: (minutes, slides) => `about ${minutes} minutes, ${slides} slides`,
    credit: 'Credit',
    creditUpTo: maximum => `up to ${maximum}`,
    demonstration: 'DEMONSTRATION.',
    selfAssessment: 'A self-assessment: it gives no credit.',
    opens: day => `Opens on ${day}.`,
    ended: day => `Ended on ${day}: nobody can begin it any more.`,
    open: 'Open',
    until: day => `until ${day}`,
    begin: 'Begin this course',
    look: 'Look at this course',
    continueAt: step => `Continue: ${step}`,
    done: 'You have done every step.',
    completed: day => `Completed on ${day}.`,
    toCertificate: 'To your certificate',
    materials: 'Slides and handouts',
    products: { slides: 'Slides', reading: 'Lecture as text', presenter: 'Presenter view', handouts: 'Handouts (PDF)', quizzes: 'Quizzes (H5P)' },
    transcript: 'Your transcript',
    verifyTitle: 'Verify a certificate',
    verifyWhy: 'By its number or its file. No account is needed.',
    verify: 'Verify a certificate',
    officeTitle: 'For the CME office',
    officeWhy: 'Rosters, corrections, reports.',
    officeSignIn: 'Rosters, corrections, reports, for those who have been given the role.',
    office: 'To the office’s pages',
    steps: en.steps,
  },
  es: {
    languageName: 'Español',
    languages: 'Idioma',
    skip: 'Ir a los cursos',
    title: 'Cursos',
    lead: 'Lea las declaraciones, siga la conferencia, apruebe la prueba final, solicite los créditos y obtenga un certificado que cualquiera puede verificar.',
    leadWithoutService: 'Conferencias para seguir y preguntas para ponerse a prueba. Nada de esto da créditos.',
    signedIn: email => `Sesión iniciada como ${email}.`,
    signInThere: 'La sesión se inicia en la página de un curso, con un código que se le envía.',
    unknown: 'En este momento no se puede decir si ha iniciado sesión ni hasta dónde ha llegado. Abra su curso: no se ha perdido nada de lo guardado.',
    goOn: 'Continúe donde está',
    courses: 'Todos los cursos',
    noCourses: 'Ahora no se ofrece ningún curso.',
    others: 'Cursos que ha empezado y que ya no se ofrecen',
    provider: 'Entidad',
    length: 'Duración',
    minutes: (minutes, slides) => `unos ${minutes} minutos, ${slides} diapositivas`,
    credit: 'Créditos',
    creditUpTo: maximum => `hasta ${maximum}`,
    demonstration: 'DEMOSTRACIÓN.',
    selfAssessment: 'Una autoevaluación: no da créditos.',
    opens: day => `Se abre el ${day}.`,
    ended: day => `Terminó el ${day}: ya nadie puede empezarlo.`,
    open: 'Abierto',
    until: day => `hasta el ${day}`,
    begin: 'Empezar este curso',
    look: 'Ver este curso',
    continueAt: step => `Continuar: ${step}`,
    done: 'Ha terminado todos los pasos.',
    completed: day => `Completado el ${day}.`,
    toCertificate: 'A su certificado',
    materials: 'Diapositivas y material impreso',
    products: { slides: 'Diapositivas', reading: 'La conferencia como texto', presenter: 'Vista del ponente', handouts: 'Material impreso (PDF)', quizzes: 'Cuestionarios (H5P)' },
    transcript: 'Su expediente',
    verifyTitle: 'Verificar un certificado',
    verifyWhy: 'Por su número o su archivo. No hace falta ninguna cuenta.',
    verify: 'Verificar un certificado',
    officeTitle: 'Para la oficina de formación',
    officeWhy: 'Listas, correcciones, informes.',
    officeSignIn: 'Listas, correcciones, informes, para quienes tienen esa función.',
    office: 'A las páginas de la oficina',
    steps: es.steps,
  },
}
