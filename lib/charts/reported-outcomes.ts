import type { Outcome, Study } from '../../scripts/course/studies-schema.ts'
import { findOutcome, findStudy, words } from '../find-study.ts'

/** An outcome together with the study that reports it. */
export interface ReportedOutcome {
  study: Study
  outcome: Outcome
}

/**
 * Outcomes named in a prop: "pain responders" of the given study, or "younger2013.pain smith2011.response70".
 * @throws Error naming what there is, when a study or an outcome is unknown.
 */
export function findOutcomes(studies: Readonly<Record<string, Study>>, names: string, study: string | undefined, component: string): ReportedOutcome[] {
  return words(names).map((name) => {
    const [studyId, outcomeId] = name.includes('.') ? name.split('.', 2) as [string, string] : [study, name]
    if (!studyId)
      throw new Error(`${component}: “${name}” names no study; write study.outcome, or give the study prop`)
    const found = findStudy(studies, studyId, component)
    return { study: found, outcome: findOutcome(found, outcomeId, component) }
  })
}

/** Citation keys of studies, each once, as the `keys` of Cite. */
export function citationsOf(studies: readonly Study[]): string {
  return [...new Set(studies.map(study => study.citation ?? study.id))].join(' ')
}

/** Why outcomes are unverified, each reason once. */
export function doubtsOf(outcomes: readonly ReportedOutcome[]): string[] {
  return [...new Set(outcomes.flatMap(({ outcome }) => outcome.unverified ?? []))]
}
