import type { Erasure } from './erase-learner.ts'

/** What is gone, what is kept until when, and why, in words. */
export function describeErasure({ kept }: Pick<Erasure, 'kept'>, creditYears: number): string {
  if (!kept.length)
    return 'The account and everything that was kept with it are erased. Backups hold it until they are replaced.'
  const last = kept.map(({ until }) => until).sort().at(-1)!
  return `The account, the sign-ins, the answers, the evaluation and everything of the profile but name, degrees and profession are erased. Name, certificates, attendance, scores and claims of ${kept.length === 1 ? 'one course' : `${kept.length} courses`} are kept until ${last} at the latest, because credit has to be verifiable for ${creditYears} years; then they are erased too. Credit that was not reported to a board yet can no longer be reported. Backups hold what is erased until they are replaced.`
}
