import type { Grade } from '../../prose/certainty-words.ts'
import { claimPieces } from '../../evidence/slide-evidence.ts'
import { certaintyHits, statedGrade } from '../../prose/certainty-words.ts'
import { defineRule, foundIn } from '../../rule.ts'

export const certaintyWords = defineRule({
  id: 'evidence-certainty-words',
  family: 'evidence',
  severity: 'warning',
  why: 'A grade says how sure one can be; "proves" beside "very low certainty" says two things at once, and the stronger word is remembered.',
  mend: 'Let the words follow the grade: "reduces" for high, "probably reduces" for moderate, "may reduce" for low, "it is uncertain whether" for very low certainty.',
  source: 'Santesso et al. 2020, J Clin Epidemiol 119:126 (GRADE guidelines 26: informative statements)',
  examples: {
    fires: ['# Certainty\n\nLow certainty: the treatment clearly prevents relapse [@one].', '# The trial proves that it works [@one]\n\n<EvidenceGrade level="very-low" />'],
    silent: ['# Certainty\n\nLow certainty: the treatment may prevent relapse [@one].', '# Certainty\n\nVery low certainty: nothing here proves a benefit [@one].', '# It does not replace a proven therapy [@one]\n\n<EvidenceGrade level="low" />'],
  },
  find: document => document.course.slides.flatMap((slide) => {
    const pieces = claimPieces(document.slides.get(slide.no) ?? []).filter(piece => piece.kind !== 'cell')
    const grades = new Set(slide.markup.elements.flatMap(({ name, attributes }) => {
      if (name !== 'EvidenceGrade')
        return []
      const study = document.course.studies.find(({ id }) => id === attributes.study)
      return attributes.level ?? study?.certainty ?? []
    }))
    // A slide with one grade states it for all; otherwise each paragraph for itself.
    const [only] = grades.size === 1 ? [...grades] : []
    return pieces.flatMap((piece) => {
      const grade = statedGrade(piece.text) ?? (piece.kind === 'note' ? undefined : asGrade(only))
      return grade ? certaintyHits(piece.text, grade).map(hit => foundIn(piece, hit.start, hit.end, hit.message, { mend: hit.mend })) : []
    })
  }),
})

function asGrade(level: string | undefined): Grade | undefined {
  return level === 'high' || level === 'moderate' || level === 'low' || level === 'very-low' ? level : undefined
}
