import type { Quiz } from '../quizzes/quiz-model.ts'
import type { Course } from './course.ts'
import type { Problem } from './problem.ts'
import type { TextPosition } from './text-position.ts'
import { join } from 'node:path'
import { caseTexts, itemCitations } from '../quizzes/quiz-citations.ts'
import { missingFigures } from '../quizzes/quiz-figures.ts'
import { citationOf } from './citation-order.ts'
import { findCitations } from './citations.ts'
import { componentReferences } from './component-references.ts'
import { totalMinutes } from './timing.ts'

type PositionOf = (path: readonly PropertyKey[]) => TextPosition

/** Where values stand in the YAML files. */
export interface YamlPositions { course: PositionOf, studies?: PositionOf, pathways?: PositionOf }

/** Finds what the parts of a course say of each other that does not hold. */
export function checkCourseReferences(course: Course, positions: YamlPositions): Problem[] {
  return [
    ...duplicateIds(course, positions),
    ...datesOutOfOrder(course, positions),
    ...studyCitations(course, positions),
    ...slideReferences(course),
    ...quizReferences(course),
    ...course.quizzes.flatMap(quiz => missingFigures(quiz, course)),
    ...passMarks(course),
    ...completionRules(course, positions),
    ...timingPlan(course, positions),
    ...sourceReferences(course),
  ]
}

function error(rule: string, file: string, position: TextPosition, message: string, mend: string): Problem {
  return { rule, severity: 'error', file, line: position.line, column: position.column, message, mend }
}

function duplicateIds(course: Course, positions: YamlPositions): Problem[] {
  const file = (name: string) => join(course.place.folder, name)
  const duplicates = (ids: string[], name: string, what: string, position: (index: number) => TextPosition) => ids.flatMap((id, index) =>
    ids.indexOf(id) === index
      ? []
      : error(`${name.replace(/\.yaml$/, '')}-duplicate-id`, file(name), position(index), `The ${what} "${id}" is defined twice.`, 'Give each its own id.'))
  return [
    ...duplicates(course.meta.objectives.map(objective => objective.id), 'course.yaml', 'objective', index => positions.course(['objectives', index, 'id'])),
    ...duplicates(course.studies.map(study => study.id), 'studies.yaml', 'study', index => positions.studies!([index, 'id'])),
    ...duplicates(course.pathways.map(pathway => pathway.id), 'pathways.yaml', 'pathway', index => positions.pathways!([index, 'id'])),
    ...course.studies.flatMap((study, index) => duplicates(study.outcomes.map(outcome => outcome.id), 'studies.yaml', `outcome of ${study.id}`, outcome => positions.studies!([index, 'outcomes', outcome, 'id']))),
    ...course.pathways.flatMap((pathway, index) => pathway.edges.flatMap((edge, edgeIndex) => (['from', 'to'] as const).flatMap(end =>
      pathway.nodes.some(node => node.id === edge[end])
        ? []
        : error('pathways-unknown-node', file('pathways.yaml'), positions.pathways!([index, 'edges', edgeIndex, end]), `The arrow goes ${end} "${edge[end]}", which is no node of the pathway "${pathway.id}".`, `Use one of: ${pathway.nodes.map(node => node.id).join(', ')}.`)))),
  ]
}

function datesOutOfOrder(course: Course, positions: YamlPositions): Problem[] {
  const { released, reviewed, expires } = course.meta
  const file = join(course.place.folder, 'course.yaml')
  const latest = reviewed > released ? reviewed : released
  if (expires <= latest)
    return [error('course-dates', file, positions.course(['expires']), `The course expires on ${expires}, which is not after its last review on ${latest}.`, 'Set a later date.')]
  // Enduring material may be offered for at most three years before it is reviewed again (ACCME).
  const limit = `${Number(latest.slice(0, 4)) + 3}${latest.slice(4)}`
  if (expires > limit)
    return [error('course-dates', file, positions.course(['expires']), `The course expires on ${expires}, more than three years after its last review on ${latest}.`, `Set a date up to ${limit}, or review the course again.`)]
  return []
}

function studyCitations(course: Course, positions: YamlPositions): Problem[] {
  const file = join(course.place.folder, 'studies.yaml')
  return course.studies.flatMap((study, index) => course.bibliography.has(citationOf(study))
    ? []
    : error('studies-unknown-citation', file, positions.studies!([index, study.citation ? 'citation' : 'id']), `The study "${study.id}" cites "${citationOf(study)}", which is not in references.bib.`, 'Add the reference, or correct the key.'))
}

function slideReferences(course: Course): Problem[] {
  const objectives = course.meta.objectives.map(objective => objective.id)
  const studies = new Map(course.studies.map(study => [study.id, study]))
  const pathways = course.pathways.map(pathway => pathway.id)
  return course.slides.flatMap((slide) => {
    const problems: Problem[] = []
    for (const id of slide.objectives) {
      if (!objectives.includes(id))
        problems.push(error('slides-unknown-objective', slide.file, slide.positionOfKey('objective'), `The objective "${id}" is not in course.yaml.`, `Use one of: ${objectives.join(', ')}.`))
    }
    for (const { keys, offset } of findCitations(slide.content)) {
      for (const key of keys) {
        if (!course.bibliography.has(key))
          problems.push(error('slides-unknown-citation', slide.file, slide.positionOf(offset), `The citation "${key}" is not in references.bib.`, closest(key, [...course.bibliography.keys()])))
      }
    }
    for (const { keys, offset } of findCitations(slide.note)) {
      for (const key of keys) {
        if (!course.bibliography.has(key))
          problems.push(error('slides-unknown-citation', slide.file, slide.positionOfNote(offset), `The citation "${key}" in the presenter notes is not in references.bib.`, closest(key, [...course.bibliography.keys()])))
      }
    }
    for (const element of slide.markup.elements) {
      const references = componentReferences(element)
      const at = slide.positionOf(element.start)
      for (const id of references.studies) {
        if (!studies.has(id))
          problems.push(error('slides-unknown-study', slide.file, at, `<${element.name}> asks for the study "${id}", which is not in studies.yaml.`, closest(id, [...studies.keys()])))
      }
      for (const path of references.outcomes) {
        const [study, outcome] = path.split('.')
        const outcomes = studies.get(study!)?.outcomes.map(known => known.id)
        if (outcomes && outcome !== undefined && !outcomes.includes(outcome))
          problems.push(error('slides-unknown-outcome', slide.file, at, `<${element.name}> asks for the outcome "${outcome}", which the study "${study}" does not have.`, `Use one of: ${outcomes.join(', ')}.`))
      }
      for (const id of references.pathways) {
        if (!pathways.includes(id))
          problems.push(error('slides-unknown-pathway', slide.file, at, `<Pathway> asks for "${id}", which is not in pathways.yaml.`, closest(id, pathways)))
      }
      if (references.dosing && !course.meta.dosing)
        problems.push(error('slides-no-dosing', slide.file, at, `<${element.name}> shows course.yaml's dosing, which is missing.`, 'Add "dosing:" to course.yaml.'))
    }
    return problems
  })
}

function passMarks(course: Course): Problem[] {
  const { passMark } = course.meta.assessment
  return course.quizzes.flatMap(quiz => quiz.passMark === undefined || quiz.passMark === passMark
    ? []
    : error('quizzes-pass-mark-differs', quiz.file, { line: 1, column: 1 }, `The quiz passes at ${quiz.passMark}%, but course.yaml tells learners ${passMark}%.`, 'Make them the same, or leave passMark out of the quiz.'))
}

/** Numbers that no learner could reach, or that the words for learners contradict. */
function completionRules(course: Course, positions: YamlPositions): Problem[] {
  const { lecture, rules } = course.meta.completion
  const file = join(course.place.folder, 'course.yaml')
  const at = (...path: PropertyKey[]) => positions.course(['completion', ...path])
  const { slides = 'all', minutes = 0 } = lecture ?? {}
  const problems: Problem[] = []
  if (typeof slides === 'number' && slides > course.slides.length)
    problems.push(error('course-completion', file, at('lecture', 'slides'), `Learners are to see ${slides} slides; the deck has ${course.slides.length}.`, 'Ask for no more slides than there are, or for all.'))
  rules.forEach((rule, index) => {
    const told = /\b(\d+) minutes?\b/i.exec(rule)
    if (/\b(?:all|every|each)(?: of)?(?: the)? slides?\b/i.test(rule) && slides !== 'all' && slides !== '100%' && slides !== course.slides.length)
      problems.push(error('course-completion', file, at('rules', index), `Learners read that all slides are needed; completion.lecture says ${slides}.`, 'Make them the same.'))
    if (told && /\b(?:lecture|slides?)\b/i.test(rule) && /\bat least\b/i.test(rule) && Number(told[1]) !== minutes)
      problems.push(error('course-completion', file, at('rules', index), `Learners read of ${told[1]} minutes; completion.lecture says ${minutes}.`, 'Make them the same.'))
  })
  return problems
}

function quizReferences(course: Course): Problem[] {
  const objectives = course.meta.objectives.map(objective => objective.id)
  const unknownCitations = (quiz: Quiz, keys: readonly string[], line: number, where: string) => keys.flatMap(key => course.bibliography.has(key)
    ? []
    : error('quizzes-unknown-citation', quiz.file, { line, column: 1 }, `${where} cites "${key}", which is not in references.bib.`, closest(key, [...course.bibliography.keys()])))
  return course.quizzes.flatMap(quiz => [
    ...unknownCitations(quiz, quiz.intro?.cites ?? [], 1, 'The intro'),
    ...quiz.cases.flatMap(vignette => unknownCitations(quiz, caseTexts(vignette).flatMap(text => text.cites), vignette.line, `The case "${vignette.id}"`)),
    ...quiz.items.flatMap(item => [
      ...item.objectives.flatMap(id => objectives.includes(id) ? [] : error('quizzes-unknown-objective', quiz.file, { line: item.line, column: 1 }, `The item "${item.id}" names the objective "${id}", which is not in course.yaml.`, `Use one of: ${objectives.join(', ')}.`)),
      ...unknownCitations(quiz, itemCitations(item), item.line, `The item "${item.id}"`),
    ]),
  ])
}

function timingPlan(course: Course, positions: YamlPositions): Problem[] {
  const total = totalMinutes(course.minutes)
  const { lectureMinutes } = course.meta
  if (Math.abs(total - lectureMinutes) < 0.01)
    return []
  return [error('course-timing', join(course.place.folder, 'course.yaml'), positions.course(['lectureMinutes']), `The slides' minutes add up to ${Number(total.toFixed(2))}, but lectureMinutes is ${lectureMinutes}.`, 'Change the minutes of slides, or lectureMinutes.')]
}

function sourceReferences(course: Course): Problem[] {
  const { source } = course
  if (!source)
    return []
  const blocks = source.blocks.map(block => block.id)
  const normalised = collapse(source.text)
  const noteIds = new Set(course.slides.flatMap(slide => slide.editorNotes.flatMap(note => note.ids)))
  return [
    ...course.slides.flatMap((slide): Problem[] => [
      ...slide.sources.flatMap(id => blocks.includes(id) ? [] : error('slides-unknown-source', slide.file, slide.positionOfKey('source'), `The source block "${id}" is not in source.yaml.`, 'Use a block of source.yaml.')),
      ...(!slide.sources.length && !slide.added ? [error('slides-no-provenance', slide.file, { line: slide.line, column: 1 }, 'The slide says neither which block of the lecture it rebuilds nor that the editors added it.', 'Add "source: S…" or "added: editors" to its front matter.')] : []),
      ...slide.editorNotes.flatMap(note => normalised.includes(collapse(note.said)) && note.said ? [] : error('editor-note-not-verbatim', slide.file, slide.positionOf(note.offset), `The words "${note.said.slice(0, 60)}" are not in source.txt.`, 'Quote the lecture word for word in said="…".')),
    ]),
    ...source.blocks.flatMap(block => block.omitted || course.slides.some(slide => slide.sources.includes(block.id)) ? [] : error('source-block-missing', source.file, { line: block.lines[0], column: 1 }, `No slide rebuilds block ${block.id} ("${block.title}").`, `Add "source: ${block.id}" to the slide that does, or list the block under omitted in source.yaml.`)),
    ...source.errata.flatMap(erratum => noteIds.has(erratum.id) ? [] : error('source-erratum-missing', source.file, { line: source.blocks.find(block => erratum.blocks.includes(block.id))?.lines[0] ?? 1, column: 1 }, `No editor's note answers erratum ${erratum.id} (${erratum.blocks.join(', ')}).`, `Add <EditorNote id="${erratum.id}" …> to the slide.`)),
  ]
}

/** White space folded, for comparing quotations. */
export function collapse(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

function closest(wanted: string, known: readonly string[]): string {
  const letters = (word: string) => new Set(word.match(/.{1,2}/g) ?? [])
  const shared = (word: string) => [...letters(word)].filter(pair => wanted.includes(pair)).length
  const best = [...known].sort((a, b) => shared(b) - shared(a))[0]
  return best && shared(best) > 1 ? `Did you mean "${best}"? Otherwise add it.` : 'Add it, or correct the spelling.'
}
