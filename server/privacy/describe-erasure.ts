import type { Erasure } from './erase-learner.ts'
import { counted } from '../../lib/counted.ts'

/** What is gone, what is kept until when, and why, in words. */
export function describeErasure({ kept, forReport }: Pick<Erasure, 'kept' | 'forReport'>, creditYears: number): string {
  if (!kept.length)
    return 'The account and everything that was kept with it are erased. Backups hold it until they are replaced.'
  const last = kept.map(({ until }) => until).sort().at(-1)!
  return `The account, the sign-ins, the answers, the evaluation and everything of the profile but name, degrees and profession are erased. Name, certificates, attendance, scores and claims of ${counted('en')(kept.length, 'course', 'courses')} are kept until ${last} at the latest, because credit has to be verifiable for ${creditYears} years; then they are erased too. ${forReport ? 'NPI, licenses, and month and day of birth stay with the credit that was not reported to boards yet, for that report alone and shown to nobody else; they go when it is made, or with the rest. ' : ''}Backups hold what is erased until they are replaced.`
}
