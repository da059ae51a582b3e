import type { VerifyLanguage } from '../certificates/verify-page/words.ts'

export interface TranscriptWords {
  title: string
  of: (name: string) => string
  on: (day: string) => string
  nameElsewhere: string
  stated: string
  npi: string
  licences: string
  summary: string
  totals: string
  noCredit: string
  courses: string
  none: string
  courseElsewhere: string
  providerElsewhere: string
  claimed: (credits: string) => string
  completed: (day: string) => string
  notAccredited: string
  otherName: (name: string) => string
  certificate: (id: string, state: string, issued: string) => string
  states: Record<'valid' | 'superseded' | 'revoked', string>
  verify: (address: string) => string
  verifyLink: (id: string) => string
  page: (no: number, of: number) => string
}

/** The words of a transcript on paper. What is stated of credit stays in its exact words, in English. */
export const transcriptWords: Record<VerifyLanguage, TranscriptWords> = {
  en: {
    title: 'Transcript of continuing education',
    of: name => name,
    on: day => `As recorded on ${day}`,
    nameElsewhere: 'The person who is named in the certificates below',
    stated: 'As stated by the learner:',
    npi: 'NPI',
    licences: 'Licenses',
    summary: 'This transcript is a summary. The certificates are the proof: each can be verified at the address beside it, where its state today is told.',
    totals: 'Credit by year',
    noCredit: 'No accredited credit is on record. What is listed below is a demonstration, and counts as no credit.',
    courses: 'Courses',
    none: 'No credit was claimed here.',
    courseElsewhere: '(Course: see the address below)',
    providerElsewhere: '(Provider: see the address below)',
    claimed: credits => `Claimed: ${credits}`,
    completed: day => `Completed on ${day}`,
    notAccredited: 'Not accredited: a demonstration, no credit.',
    otherName: name => `Issued to ${name}`,
    certificate: (id, state, issued) => `Certificate ${id}, issued on ${issued}: ${state}`,
    states: { valid: 'valid', superseded: 'replaced by a later certificate', revoked: 'REVOKED, not valid' },
    verify: address => `Verify at ${address}`,
    verifyLink: id => `Verify certificate ${id}`,
    page: (no, of) => `Page ${no} of ${of}`,
  },
  es: {
    title: 'Expediente de formación continuada',
    of: name => name,
    on: day => `Según los registros a fecha de ${day}`,
    nameElsewhere: 'La persona que figura en los certificados siguientes',
    stated: 'Según declara el participante:',
    npi: 'NPI',
    licences: 'Licencias',
    summary: 'Este expediente es un resumen. La prueba son los certificados: cada uno se puede verificar en la dirección que figura a su lado, donde consta su estado actual.',
    totals: 'Créditos por año',
    noCredit: 'No constan créditos acreditados. Lo que figura a continuación es una demostración y no cuenta como crédito.',
    courses: 'Cursos',
    none: 'Aquí no se ha solicitado ningún crédito.',
    courseElsewhere: '(Curso: véase la dirección siguiente)',
    providerElsewhere: '(Entidad: véase la dirección siguiente)',
    claimed: credits => `Solicitado: ${credits}`,
    completed: day => `Completado el ${day}`,
    notAccredited: 'No acreditado: una demostración, sin crédito.',
    otherName: name => `Emitido a nombre de ${name}`,
    certificate: (id, state, issued) => `Certificado ${id}, emitido el ${issued}: ${state}`,
    states: { valid: 'válido', superseded: 'sustituido por un certificado posterior', revoked: 'REVOCADO, no es válido' },
    verify: address => `Verificar en ${address}`,
    verifyLink: id => `Verificar el certificado ${id}`,
    page: (no, of) => `Página ${no} de ${of}`,
  },
}
