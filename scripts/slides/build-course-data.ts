import type { Course } from '../course/course.ts'
import type { RenderCitation } from '../course/render-markdown.ts'
import type { MarkupElement } from '../course/slide-markup.ts'
import type { Slide } from '../course/slide.ts'
import type { Study } from '../course/studies-schema.ts'
import type { CourseData, EditorNoteData, ReferenceEntry, SlideData, SlideWords } from './course-data.ts'
import { collapseNumbers } from '../../lib/collapse-numbers.ts'
import { keepDosesTogether } from '../../lib/keep-doses-together.ts'
import { slideCitations } from '../course/citation-order.ts'
import { findCitations } from '../course/citations.ts'
import { collectMolecules } from '../course/collect-molecules.ts'
import { componentReferences } from '../course/component-references.ts'
import { referenceList } from '../course/references/reference-list.ts'
import { renderInlineMarkdown, renderMarkdown } from '../course/render-markdown.ts'
import { plainText } from '../course/slide-markup.ts'
import { startTimes, totalMinutes } from '../course/timing.ts'
import { referenceSlides } from './reference-slides.ts'

/** Makes what slide components know of a course. Quizzes stay out: their keys must never reach the deck. */
export async function buildCourseData(course: Course): Promise<CourseData> {
  const list = referenceList(course)
  const listed = referenceSlides(course.slides, list.length)
  const references = list.map((reference): ReferenceEntry => {
    const slide = listed.get(reference.number)
    return slide === undefined ? reference : { ...reference, slide }
  })
  const citationNumbers = Object.fromEntries(references.map(reference => [reference.key, reference.number]))
  const citation = renderNumbers(citationNumbers)
  const starts = startTimes(course.minutes)
  return {
    name: course.name,
    title: course.meta.title,
    language: course.meta.language,
    meta: keepDosesTogether(course.meta),
    studies: Object.fromEntries(keepDosesTogether(course.studies).map(study => [study.id, study])),
    pathways: Object.fromEntries(keepDosesTogether(course.pathways).map(pathway => [pathway.id, pathway])),
    molecules: Object.fromEntries((await collectMolecules(course.slides)).drawings),
    references,
    citationNumbers,
    slides: course.slides.map((slide, index): SlideData => ({
      no: slide.no,
      title: slide.title,
      section: slide.section,
      minutes: course.minutes[index]!,
      startsAt: starts[index]!,
      objectives: [...slide.objectives],
      sources: [...slide.sources],
      added: slide.added !== undefined,
      citations: slideCitations(slide, course.studies, course.pathways, course.meta),
      editorNotes: slide.editorNotes.map((note): EditorNoteData => ({
        ids: [...note.ids],
        said: note.said,
        html: keepDosesTogether(renderInlineMarkdown(note.markdown, citation)),
        text: plainText(note.markdown),
        cites: note.cites.filter(key => !findCitations(note.markdown).some(citation => citation.keys.includes(key))),
      })),
    })),
    totalMinutes: totalMinutes(course.minutes),
  }
}

/** The words of every slide, apart from the rest: who only looks at slides need not load them. */
export function buildSlideWords(course: Course, { citationNumbers }: CourseData): SlideWords[] {
  return course.slides.map(slide => ({
    text: slideText(slide, course),
    notesText: plainText(slide.note),
    notesHtml: keepDosesTogether(renderMarkdown(slide.note, renderNumbers(citationNumbers))),
  }))
}

function renderNumbers(citationNumbers: Readonly<Record<string, number>>): RenderCitation {
  return keys => `<sup class="citation">${collapseNumbers(keys.flatMap(key => citationNumbers[key] ?? []))}</sup>`
}

/** Every word an audience can read on a slide: its own, and those its components take from the data files. */
export function slideText(slide: Slide, course: Course): string {
  const words = [slide.markup.text]
  for (const element of slide.markup.elements) {
    const references = componentReferences(element)
    for (const id of references.studies)
      words.push(...course.studies.filter(study => study.id === id).map(study => studyText(study, element, references.outcomes)))
    for (const id of references.pathways)
      words.push(...course.pathways.filter(pathway => pathway.id === id).map(pathway => [pathway.title, ...pathway.nodes.map(node => node.label), pathway.description].join(' ')))
  }
  return words.join(' ').replace(/\s+/g, ' ').trim()
}

/** What a component can show of a study: the outcomes that it names, or all where it names none. */
function studyText(study: Study, { name }: MarkupElement, paths: readonly string[]): string {
  const named = paths.filter(path => path.startsWith(`${study.id}.`)).map(path => path.split('.')[1])
  const outcomes = study.outcomes.filter(outcome => named.length ? named.includes(outcome.id) : name === 'StudyCard' || name === 'StudyTable')
  const isAboutDesign = name === 'StudyCard' || name === 'StudyTable'
  return [
    study.label,
    ...(isAboutDesign ? [study.indication, study.design, study.population, study.dose, study.comparator, study.duration, study.limitation] : []),
    study.n === null ? '' : String(study.n),
    ...outcomes.flatMap(outcome => [outcome.name, ...(outcome.arms ?? []).map(arm => `${arm.name} ${arm.value}${outcome.unit === '%' ? '%' : ` ${outcome.unit}`}`), outcome.text]),
    ...(study.cohort && name === 'CohortTable' ? [...study.cohort.columns.map(column => column.name), ...study.cohort.rows.flatMap(row => [row.label, ...row.values])] : []),
  ].filter(Boolean).join(' ')
}
