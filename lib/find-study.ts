import type { Outcome, Study } from '../scripts/course/studies-schema.ts'

/**
 * The study of an id.
 * @param studies all studies by id.
 * @param id the wanted one.
 * @param component name of the asking component, for the message.
 * @throws Error naming the component and the id when studies.yaml has no such study.
 */
export function findStudy(studies: Readonly<Record<string, Study>>, id: string, component: string): Study {
  const study = Object.hasOwn(studies, id) ? studies[id] : undefined
  if (!study)
    throw new Error(`${component}: no study “${id}” in studies.yaml`)
  return study
}

/**
 * The outcome of an id within a study.
 * @throws Error naming the outcomes there are.
 */
export function findOutcome(study: Study, id: string, component: string): Outcome {
  const outcome = study.outcomes.find(each => each.id === id)
  if (!outcome) {
    const known = study.outcomes.map(each => each.id).join(', ') || 'none'
    throw new Error(`${component}: study “${study.id}” has no outcome “${id}” in studies.yaml (it has: ${known})`)
  }
  return outcome
}

/** Splits a prop like "younger2013 bested2023" into its words. */
export function words(list: string | undefined): string[] {
  return list?.split(/[\s,;]+/).filter(Boolean) ?? []
}
