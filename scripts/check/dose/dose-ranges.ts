import type { DoseRange } from '../../course/course-schema.ts'
import type { CourseText, TextPiece } from '../course-text.ts'
import type { Dose } from './doses.ts'
import { dosesIn, inMilligrams } from './doses.ts'

/** A dose of a drug for which course.yaml gives ranges, outside all of them. */
export interface OutlyingDose {
  dose: Dose
  drug: string
  ranges: readonly DoseRange[]
}

/** Doses outside the course's own ranges of the drug that stands beside them: "naltrexone 45 mg", "45 mg of naltrexone". */
export function outlyingDoses(piece: TextPiece, { course }: CourseText): OutlyingDose[] {
  const ranges = course.meta.doseRanges
  const doses = ranges.length === 0 ? [] : dosesIn(piece.text)
  if (doses.length === 0)
    return []
  const drugs = [...new Set(ranges.map(range => range.drug.toLowerCase()))]
  const names = new Map(ranges.flatMap(range => [range.drug, ...range.alsoCalled].map(name => [name.toLowerCase(), range.drug.toLowerCase()] as const)))
  return doses.flatMap((dose): OutlyingDose[] => {
    const drug = drugBeside(piece.text, dose, names)
    if (drug === undefined || !drugs.includes(drug))
      return []
    const own = ranges.filter(range => range.drug.toLowerCase() === drug)
    return own.some(range => contains(range, inMilligrams(dose))) ? [] : [{ dose, drug, ranges: own }]
  })
}

/** Whether a range holds a dose in milligrams; a thousandth more or less is rounding. */
export function contains(range: DoseRange, milligrams: number): boolean {
  return milligrams >= inMilligrams({ value: range.from, unit: range.unit }) * 0.999 && milligrams <= inMilligrams({ value: range.to, unit: range.unit }) * 1.001
}

/** The drug named right before a dose, with up to three words between, or right after it. */
function drugBeside(text: string, { start, end }: Dose, names: ReadonlyMap<string, string>): string | undefined {
  const left = text.slice(Math.max(0, start - 60), start).toLowerCase()
  const right = text.slice(end, end + 50).toLowerCase()
  for (const [name, drug] of names) {
    const at = left.lastIndexOf(name)
    if (at >= 0 && isWord(left, at, name.length) && /^(?:[ (:,]|,? ?(?:at|in|of|to|up|by|mouth|oral|orally|daily|dose|doses|low|standard|full|once|nightly|tablets?|capsules?|the|a|is|was|start|starting|with|from|dosed|target|maximum)(?![a-z]))*$/.test(left.slice(at + name.length)))
      return drug
    const after = /^(?: (?:of|oral|low-dose|daily|nightly))* /.exec(right)?.[0].length
    if (after !== undefined && right.startsWith(name, after) && isWord(right, after, name.length))
      return drug
  }
  return undefined
}

function isWord(text: string, at: number, length: number): boolean {
  return !/[\p{L}\d-]/u.test(text[at - 1] ?? ' ') && !/[\p{L}\d]/u.test(text[at + length] ?? ' ')
}

/** Ranges in words: "0.5 mg to 6 mg or 50 mg". */
export function describeRanges(ranges: readonly DoseRange[]): string {
  return ranges.map(({ from, to, unit }) => from === to ? `${from} ${unit}` : `${from} ${unit} to ${to} ${unit}`).join(' or ')
}
