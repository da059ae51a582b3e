import { contains, describeRanges, outlyingDoses } from '../../dose/dose-ranges.ts'
import { findInPieces } from '../../dose/dose-rule.ts'
import { inMilligrams } from '../../dose/doses.ts'
import { defineRule, foundIn } from '../../rule.ts'

const ranges = 'doseRanges: [{ drug: naltrexone, from: 0.5, to: 6, unit: mg }, { drug: naltrexone, from: 50, to: 50, unit: mg }]'

export const tenfold = defineRule({
  id: 'dose-tenfold',
  family: 'dose',
  severity: 'error',
  source: 'ISMP: tenfold errors; the ranges are the course’s own',
  why: 'A point in the wrong place is the commonest way to a tenfold dose. Nobody reads 45 mg for 4.5 mg in his own text.',
  mend: 'Correct the dose, or add its range to doseRanges in course.yaml.',
  examples: {
    fires: [
      { 'course.yaml': ranges, 'slides.md': '# Start naltrexone 45 mg in the evening' },
      { 'course.yaml': ranges, 'slides.md': 'Patients took 500 mg of naltrexone.' },
      { 'course.yaml': ranges, 'slides.md': 'Low-dose naltrexone 0.05 mg' },
    ],
    silent: [
      { 'course.yaml': ranges, 'slides.md': '# Start naltrexone 4.5 mg; the label says 50 mg of naltrexone' },
      { 'course.yaml': ranges, 'slides.md': 'Methadone 45 mg, and naltrexone later.' },
      { 'course.yaml': ranges, 'slides.md': 'Naltrexone 45 mg/kg in rats' },
      'Start naltrexone 45 mg in the evening',
    ],
  },
  find: document => findInPieces(document, piece => outlyingDoses(piece, document)
    .filter(({ dose, ranges }) => ranges.some(range => contains(range, inMilligrams(dose) * 10) || contains(range, inMilligrams(dose) / 10)))
    .map(({ dose, drug, ranges }) => {
      const isHigh = ranges.some(range => contains(range, inMilligrams(dose) / 10))
      return foundIn(piece, dose.start, dose.end, `"${piece.text.slice(dose.start, dose.end)}" of ${drug} is ten times ${isHigh ? 'above' : 'below'} a dose of this course (${describeRanges(ranges)}).`)
    })),
})
