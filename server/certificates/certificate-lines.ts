import type { FontFile } from '../../scripts/handouts/fonts/typesetter.ts'
import type { Certificate } from './certificate.ts'
import { creditAmount } from '../../lib/credit-amount.ts'
import { PARTICIPATION } from '../../lib/credit-type.ts'
import { completionDay, plainStatement } from './certificate.ts'
import { canPrint, printedName } from './printed-name.ts'

/** A paragraph of the paper, sizes in points. */
export interface CertificateLine {
  readonly role: 'H1' | 'P'
  readonly words: string
  readonly size: number
  readonly colour: 'ink' | 'accent' | 'muted'
  /** From its last baseline to the next paragraph's first. */
  readonly gap: number
}

/** What a certificate says on paper, from the top. Whatever the fonts cannot set is said to stand elsewhere, never set with letters missing. */
export function certificateLines(certificate: Certificate, fonts: readonly FontFile[]): { head: CertificateLine[], statements: string[], name: string } {
  const { learner, course, provider, credits, creditType, statements, accredited } = certificate
  const orElse = (words: string, what: string) => canPrint(words, fonts) ? words.normalize('NFC') : `(${what}: see the attached credential and the address below)`
  const name = printedName(learner, fonts)
  const took = creditType === PARTICIPATION
  return {
    name,
    head: [
      { role: 'H1', words: `Certificate of ${took ? 'participation' : 'completion'}${accredited ? '' : ' (demonstration)'}`, size: 30, colour: 'accent', gap: 54 },
      { role: 'P', words: orElse(provider, 'Provider'), size: 13, colour: 'muted', gap: 40 },
      { role: 'P', words: name, size: 26, colour: 'ink', gap: 40 },
      { role: 'P', words: took ? 'has participated in' : 'has completed', size: 13, colour: 'muted', gap: 30 },
      { role: 'P', words: orElse(course.title, 'Course'), size: 20, colour: 'ink', gap: 34 },
      { role: 'P', words: `${course.format === 'live' ? 'Live activity' : 'Enduring material'}, completed on ${completionDay(certificate)}`, size: 13, colour: 'ink', gap: 26 },
      { role: 'P', words: `Claimed: ${plainStatement(creditAmount(credits, orElse(creditType, 'kind of credit')))}`, size: 13, colour: 'ink', gap: 36 },
    ],
    statements: statements.map(statement => orElse(plainStatement(statement), 'Statement')),
  }
}
