import type { MarkupElement } from './slide-markup.ts'

/** What a component on a slide refers to in the course's data files. */
export interface ComponentReferences {
  /** Study ids. */
  studies: string[]
  /** "study.outcome" paths. */
  outcomes: string[]
  /** Pathway ids. */
  pathways: string[]
  /** True when the component shows course.yaml's dosing. */
  dosing: boolean
}

/** Numbers of participants, which belong to the study itself. */
const STUDY_COUNTS = /^[^.]+\.(?:n|enrolled|completed)$/

/** Reads `study`, `studies`, `outcomes` and `of` of the kit's components; other elements refer to nothing. */
export function componentReferences(element: MarkupElement): ComponentReferences {
  const { name, attributes } = element
  const words = (attribute: string) => (attributes[attribute] ?? '').split(/\s+/).filter(Boolean)
  const isComponent = /^[A-Z]/.test(name)
  if (!isComponent)
    return { studies: [], outcomes: [], pathways: [], dosing: false }

  const studies = [...words('study'), ...words('studies')]
  const outcomes = words('outcomes').map(outcome => outcome.includes('.') || !attributes.study ? outcome : `${attributes.study}.${outcome}`)
  if (name === 'Value' && attributes.of)
    outcomes.push(attributes.of.split('.').slice(0, STUDY_COUNTS.test(attributes.of) ? 1 : 2).join('.'))
  return {
    studies: [...new Set([...studies, ...outcomes.map(outcome => outcome.split('.')[0]!)])],
    outcomes,
    pathways: name === 'Pathway' ? words('id') : [],
    dosing: name === 'DoseRange' || name === 'DosingChart',
  }
}
