import { findInPieces } from '../../dose/dose-rule.ts'
import { defineRule, foundIn } from '../../rule.ts'

const PLUS_MINUS = /\d\s?(?:±|\+\/[-−–])\s?\.?\d/u
const DEFINED = /\b(?:SD|SE|SEM|s\.d\.|s\.e\.m?\.|standard (?:deviations?|errors?)|CI|confidence|margin|tolerance|accura\w{1,6}|mean difference)\b/i

export const plusMinus = defineRule({
  id: 'dose-plus-minus',
  family: 'dose',
  severity: 'warning',
  source: 'Lectern; CONSORT asks what the number after ± is',
  why: 'After “±” may stand a standard deviation or a standard error, which differ by the square root of n.',
  mend: 'Say what it is, for example “6.4 (SD 0.5)”.',
  examples: {
    fires: ['Visits: 6.4 +/- 0.5', '| LDN |\n|---|\n| 6.4 ± 0.5 |'],
    silent: ['Visits: 6.4 (SD 0.5)', 'Mean ± SD: 6.4 ± 0.5', 'Visits 6.4 ± 0.5 (standard error)', '4.5 mg with a tolerance of ± 0.1'],
  },
  find: document => findInPieces(document, (piece) => {
    const match = PLUS_MINUS.exec(piece.text)
    if (!match)
      return []
    const seen = piece.slide === undefined ? [piece] : document.slides.get(piece.slide) ?? [piece]
    if (seen.some(other => DEFINED.test(other.text)))
      return []
    return [foundIn(piece, match.index, match.index + match[0].length, `"${match[0]}": what stands after ± is not said.`)]
  }).filter((found, index, all) => found.slide === undefined || all.findIndex(other => other.slide === found.slide) === index),
})
