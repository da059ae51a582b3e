import { contains, describeRanges, outlyingDoses } from '../../dose/dose-ranges.ts'
import { findInPieces } from '../../dose/dose-rule.ts'
import { dosesIn, inMilligrams } from '../../dose/doses.ts'
import { defineRule, foundIn } from '../../rule.ts'

const ranges = 'doseRanges: [{ drug: naltrexone, from: 0.5, to: 6, unit: mg }]'
const EQUAL = /^ ?(?:\(|=|\(= ?|, or |, that is,? |, i\.e\.,? )(?:equals? |= |that is,? |i\.e\.,? )?$/

export const unitMixup = defineRule({
  id: 'dose-unit-mixup',
  family: 'dose',
  severity: 'error',
  source: 'ISMP: mcg and mg confused; the ranges are the course’s own',
  why: 'One letter makes micrograms of milligrams, a thousandfold dose.',
  mend: 'Correct the unit or the number; 1 mg is 1,000 mcg.',
  examples: {
    fires: [
      { 'course.yaml': ranges, 'slides.md': 'Naltrexone 4.5 mcg nightly' },
      { 'course.yaml': ranges, 'slides.md': '# Take naltrexone 4,500 mg' },
      'Start 0.5 mg (50 mcg) daily.',
      'Give 250 mcg (2.5 mg).',
    ],
    silent: [
      { 'course.yaml': ranges, 'slides.md': 'Naltrexone 4.5 mg nightly' },
      'Start 0.5 mg (500 mcg) daily.',
      'Start 1 mg (5 mg in the trial).',
      'Fentanyl 50 mcg and morphine 5 mg',
    ],
  },
  find: document => findInPieces(document, (piece) => {
    const doses = dosesIn(piece.text)
    const conversions = doses.slice(1).flatMap((dose, index) => {
      const first = doses[index]!
      const isEquation = first.unit !== dose.unit && EQUAL.test(piece.text.slice(first.end, dose.start)) && (!piece.text.slice(first.end, dose.start).includes('(') || piece.text[dose.end] === ')')
      const ratio = inMilligrams(dose) / inMilligrams(first)
      return isEquation && Math.abs(ratio - 1) > 0.02
        ? [foundIn(piece, first.start, dose.end, `${first.value} ${first.unit} is ${inUnit(inMilligrams(first), dose.unit)} ${dose.unit}, not ${dose.value} ${dose.unit}.`)]
        : []
    })
    const outside = outlyingDoses(piece, document)
      .filter(({ dose, ranges }) => ranges.some(range => contains(range, inMilligrams(dose) * 1000) || contains(range, inMilligrams(dose) / 1000)))
      .map(({ dose, drug, ranges }) => foundIn(piece, dose.start, dose.end, `"${piece.text.slice(dose.start, dose.end)}" of ${drug} is a dose of this course (${describeRanges(ranges)}) in another unit.`))
    return [...conversions, ...outside]
  }),
})

function inUnit(milligrams: number, unit: 'mcg' | 'mg' | 'g'): string {
  return Number((milligrams / inMilligrams({ value: 1, unit })).toPrecision(6)).toLocaleString('en-US', { maximumFractionDigits: 6 })
}
