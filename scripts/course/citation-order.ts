import type { Quiz } from '../quizzes/quiz-model.ts'
import type { CourseMeta } from './course-schema.ts'
import type { Pathway } from './pathways-schema.ts'
import type { Slide } from './slide.ts'
import type { Study } from './studies-schema.ts'
import { quizCitations } from '../quizzes/quiz-citations.ts'
import { findCitations } from './citations.ts'
import { componentReferences } from './component-references.ts'

/** Citation keys of one slide in reading order, each once; those that its components bring along included. */
export function slideCitations(slide: Slide, studies: readonly Study[], pathways: readonly Pathway[], meta: CourseMeta): string[] {
  const found = findCitations(slide.content).map(({ keys, offset }) => ({ keys, offset }))
  for (const element of slide.markup.elements) {
    const references = componentReferences(element)
    const keys = [
      ...references.studies.flatMap(id => studies.filter(study => study.id === id).map(citationOf)),
      ...references.pathways.flatMap(id => pathways.find(pathway => pathway.id === id)?.cites ?? []),
      ...(element.name === 'DoseRange' ? dosingCitations(meta) : []),
    ]
    if (keys.length)
      found.push({ keys, offset: element.start })
  }
  return [...new Set(found.sort((a, b) => a.offset - b.offset).flatMap(({ keys }) => keys))]
}

/** Citation keys of a course in the order of first use: slides first, then quizzes. */
export function citationOrder(slides: readonly Slide[], studies: readonly Study[], pathways: readonly Pathway[], meta: CourseMeta, quizzes: readonly Quiz[]): string[] {
  return [...new Set([
    ...slides.flatMap(slide => slideCitations(slide, studies, pathways, meta)),
    ...quizzes.flatMap(quizCitations),
  ])]
}

/** The key in references.bib that stands for a study. */
export function citationOf(study: Study): string {
  return study.citation ?? study.id
}

function dosingCitations(meta: CourseMeta): string[] {
  const { dosing } = meta
  return dosing ? [...dosing.bands.map(band => band.cite), ...dosing.marks.flatMap(mark => mark.cite ?? [])] : []
}
