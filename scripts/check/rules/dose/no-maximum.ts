import type { CourseText, TextPiece } from '../../course-text.ts'
import { findInPieces } from '../../dose/dose-rule.ts'
import { defineRule, foundIn } from '../../rule.ts'

const PER_WEIGHT = /(?<![\p{L}\d.,])(?:\d[\d,]{0,8})?\.?\d{1,6}\s?(?:mg|mcg|[µμ]g|g|units?)\s?(?:\/\s?|per )(?:kg|kilogram)(?![\p{L}\d]|\s?\/\s?(?:min|h)|\s?per\s(?:min|h)|\s?[²2])/gu
const LIMIT = /\b(?:max(?:imum|imal|imally|\.)?|not (?:to )?exceed(?:ing)?|no more than|up to (?:a total of )?\d|capped|cap|at most|ceiling|limit(?:ed)?)\b/i
const ANIMALS = /\b(?:rats?|mice|mouse|murine|rodents?|animals?|dogs?|canine|monkeys?|rabbits?|pigs?|swine|zebrafish|in vivo|preclinical|LD50|toxicity in)\b/i

export const noMaximum = defineRule({
  id: 'dose-no-maximum',
  family: 'dose',
  severity: 'warning',
  source: 'ISMP; pediatric dosing practice: a dose by weight carries its maximum',
  why: 'A dose by weight without a maximum gives a heavy child more than an adult.',
  mend: 'Add the maximum, for example “0.1 mg/kg once daily (maximum 4.5 mg)”.',
  examples: {
    fires: ['Children received 0.1 mg/kg nightly.', '| Dose |\n|---|\n| .1mg/kg |', 'Give 15 mg per kg.'],
    silent: ['0.1 mg/kg once daily (maximum 4.5 mg)', 'Rats were given 10 mg/kg.', 'Norepinephrine 0.1 mcg/kg/min', 'BMI 30 kg/m2', '# Dose 2 mg/kg\n\nNot to exceed 80 mg.'],
  },
  find: document => findInPieces(document, (piece) => {
    const first = piece.text.includes('k') ? [...piece.text.matchAll(PER_WEIGHT)][0] : undefined
    if (!first)
      return []
    const seen = seenWith(piece, document)
    if (seen.some(other => LIMIT.test(other.text)) || [piece.text, piece.heads ?? '', ...seen.filter(other => other.kind === 'headline' || other.kind === 'yaml').map(other => other.text)].some(text => ANIMALS.test(text)))
      return []
    return [foundIn(piece, first.index, first.index + first[0].length, `"${first[0]}" has no maximum.`)]
  }),
})

/** What a reader sees at the same time: the slide, the item of a quiz, or the entry in a YAML file, for example a study. */
function seenWith(piece: TextPiece, document: CourseText): readonly TextPiece[] {
  if (piece.slide !== undefined)
    return document.slides.get(piece.slide) ?? [piece]
  const entry = piece.name?.split('.')[0]
  return document.pieces.filter(other => other.file === piece.file && other.item === piece.item && (piece.kind === 'yaml' ? other.name?.split('.')[0] === entry : piece.item !== undefined || other === piece))
}
