import { quizCitations } from '../../../quizzes/quiz-citations.ts'
import { slideEvidence } from '../../evidence/slide-evidence.ts'
import { placeIn } from '../../place.ts'
import { defineRule } from '../../rule.ts'

const retractedPaper = '@article{gone2008, title = {A mechanism}, journal = {J}, year = {2008}, doi = {10.1000/x}, note = {Retracted}}'

export const retracted = defineRule({
  id: 'evidence-retracted',
  family: 'evidence',
  severity: 'error',
  why: 'A retracted paper is no evidence; who cites it without saying so spreads what its own journal has taken back.',
  mend: 'Take the claim out, or say on the slide that the paper was retracted.',
  source: 'COPE Retraction Guidelines (2019); ICMJE Recommendations, scientific misconduct, expressions of concern and retraction',
  examples: {
    fires: [{ 'slides.md': '# Filamin A is the target [@gone2008]', 'references.bib': retractedPaper }],
    silent: [{ 'slides.md': '# Filamin A was proposed; the paper has been retracted [@gone2008]', 'references.bib': retractedPaper }, { 'slides.md': '# Another matter' }],
  },
  find(document) {
    const { course } = document
    const gone = new Set([...course.bibliography.values()].filter(entry => entry.retracted !== undefined).map(entry => entry.key))
    if (gone.size === 0)
      return []
    const onSlides = course.slides.flatMap((slide) => {
      const evidence = slideEvidence(document, slide)
      const keys = [...new Set([...evidence.shown, ...evidence.inNotes])].filter(key => gone.has(key))
      const says = slide.layout === 'references' || (document.slides.get(slide.no) ?? []).some(piece => /\bretract/i.test(piece.text))
      return keys.length === 0 || says ? [] : [{ ...placeIn(slide, `@${keys[0]}`), message: `${list(keys)} ${keys.length === 1 ? 'was' : 'were'} retracted, and the slide does not say so.` }]
    })
    const inQuizzes = course.quizzes.flatMap(quiz => quiz.items.flatMap((item) => {
      const keys = quizCitations({ ...quiz, items: [item], cases: [], intro: undefined }).filter(key => gone.has(key))
      const says = document.pieces.some(piece => piece.item === item.id && piece.file === quiz.file && /\bretract/i.test(piece.text))
      return keys.length === 0 || says ? [] : [{ file: quiz.file, line: item.line, column: 1, message: `The item "${item.id}" rests on ${list(keys)}, retracted, and does not say so.` }]
    }))
    return [...onSlides, ...inQuizzes]
  },
})

function list(keys: readonly string[]): string {
  return keys.map(key => `"${key}"`).join(' and ')
}
