import type { Study } from '../../../course/studies-schema.ts'
import type { TextPiece } from '../../course-text.ts'
import type { RuleFinding } from '../../rule.ts'
import { citationOf } from '../../../course/citation-order.ts'
import { canonical, derivedNumbersOf, numbersOf } from '../../evidence/ledger.ts'
import { namedStudies } from '../../evidence/named-studies.ts'
import { sentencesOf } from '../../prose/sentences.ts'
import { defineRule, foundIn } from '../../rule.ts'

const study = `- id: one2020
  label: One 2020
  indication: Pain
  design: Randomized, parallel
  kind: rct
  n: 31
  population: Adults
  dose: 1 mg daily
  outcomes:
    - {id: pain, name: Pain, unit: "%", arms: [{name: Drug, value: 28.8}, {name: Placebo, value: 18}], p: ".016"}
  limitation: Small
  certainty: low
`
const references = '@misc{one2020, title = {One}}\n@misc{two2021, title = {Two}}'

export const numberDiffers = defineRule({
  id: 'evidence-number-differs',
  family: 'evidence',
  severity: 'warning',
  why: 'A number on a slide that the ledger does not have for this study was mistyped, comes from another study, or is missing in the ledger: 31 patients here and 38 there.',
  mend: 'Take it from the ledger, <Value of="study.outcome.arm" />, or add it to studies.yaml.',
  source: 'Lectern',
  examples: {
    fires: [
      { 'slides.md': '# The trial\n\nIn 38 patients pain fell [@one2020].', 'studies.yaml': study, 'references.bib': references },
      { 'slides.md': '# The trial\n\nPain fell by 38.8% on the drug [@one2020].', 'studies.yaml': study, 'references.bib': references },
    ],
    silent: [
      { 'slides.md': '# The trial\n\nIn 31 patients pain fell by 28.8% and by 18.0%, a difference of 10.8 percentage points [@one2020].', 'studies.yaml': study, 'references.bib': references },
      { 'slides.md': '# Two trials\n\nIn 38 patients pain fell [@one2020; @two2021].', 'studies.yaml': study, 'references.bib': references },
    ],
  },
  find(document) {
    const studies = new Map<string, Study[]>()
    for (const study of document.course.studies)
      studies.set(citationOf(study), [...studies.get(citationOf(study)) ?? [], study])
    const known = new Map<string, Set<string>>()
    // A slide that names one study and cites none speaks of that one.
    const named = new Map(document.course.slides.flatMap((slide) => {
      const pieces = document.slides.get(slide.no) ?? []
      if (pieces.some(piece => piece.citations.length > 0))
        return []
      const keys = new Set(pieces.filter(piece => piece.kind !== 'said' && piece.kind !== 'note').flatMap(piece => namedStudies(piece.text, document.course.bibliography).map(study => study.key)))
      return keys.size === 1 ? [[slide.no, [...keys][0]!] as const] : []
    }))
    return document.pieces
      .filter(piece => ['headline', 'body', 'list-item', 'cell', 'note', 'rationale'].includes(piece.kind) && /\d/.test(piece.text))
      .flatMap(piece => findDiffering(piece, studies, known, piece.slide === undefined || piece.kind === 'note' || piece.kind === 'cell' ? undefined : named.get(piece.slide)))
  },
})

/** Numbers of people, percentages and P values: what a ledger holds about a study. */
const COUNTED = /(?<![\w.,/-]|\bto )(?:[nN] ?= ?(\d{1,6}(?:,\d{3})*)|(\d{1,6}(?:,\d{3})*) (?:(?:adult|female|male|young|older|consecutive|evaluable|randomi[sz]ed|enrolled|healthy|elderly|hospitalized|pediatric) )?(?:patients|women|men|children|participants|adults|volunteers|subjects|charts)\b)/gu
const PERCENTAGE = /(?<![\w.,/-])(\d{1,3}(?:\.\d{1,2})?) ?%(?! ?(?:CI|confidence|credible|cream|gel|solution|ointment|power|of the words))/gu
const P_VALUE = /\b[Pp] ?[=<>≤] ?(0?\.\d{1,6})/gu
/** Numbers that are about something else than the study's results. */
const OTHER = /\b(?:at least|more than|less than|over|about|nearly|almost|threshold|criterion|defined|cut-?off|if|stop|passes|pass mark|of all (?:prescriptions|people))\b[^.;]{0,25}$/iu

function findDiffering(piece: TextPiece, studies: ReadonlyMap<string, Study[]>, cache: Map<string, Set<string>>, named?: string): RuleFinding[] {
  const found: RuleFinding[] = []
  for (const sentence of sentencesOf(piece.text)) {
    const end = sentence.start + sentence.text.length
    const keys = [...new Set(piece.citations.filter(({ at }) => at >= sentence.start && at <= end + 1).flatMap(citation => citation.keys))]
    // Only what one sentence says of one study; the next citation in it belongs to other numbers.
    const key = keys.length === 0 ? named : keys[0]
    const ledger = keys.length < 2 && key !== undefined ? studies.get(key) : undefined
    if (!ledger)
      continue
    const numbers = cache.get(key!) ?? new Set(ledger.flatMap(study => [...numbersOf(study), ...derivedNumbersOf(study)]))
    cache.set(key!, numbers)
    // What follows the citation in the same sentence rests on nothing.
    const last = Math.max(...piece.citations.filter(({ at }) => at >= sentence.start && at <= end + 1).map(({ at }) => at))
    const text = piece.text.slice(sentence.start, Math.min(end, last < sentence.start ? end : last))
    for (const [pattern, what] of [[COUNTED, 'people'], [PERCENTAGE, 'percent'], [P_VALUE, 'P']] as const) {
      for (const match of text.matchAll(pattern)) {
        const printed = match[1] ?? match[2]!
        if (numbers.has(canonical(printed)) || OTHER.test(text.slice(Math.max(0, match.index - 80), match.index)) || (what === 'percent' && isRounded(printed, numbers)))
          continue
        const start = sentence.start + match.index
        const { label } = ledger[0]!
        found.push(foundIn(piece, start, start + match[0].length, `studies.yaml has no ${printed}${what === 'percent' ? '%' : ''} for ${label}${what === 'people' && ledger[0]!.n !== null ? `, but n = ${ledger[0]!.n}` : ''}.`))
      }
    }
  }
  return found
}

/** "29%" for 28.8. */
function isRounded(printed: string, numbers: ReadonlySet<string>): boolean {
  const places = printed.includes('.') ? printed.split('.')[1]!.length : 0
  return [...numbers].some(number => number.includes('.') && Number(number).toFixed(places) === Number(printed).toFixed(places))
}
