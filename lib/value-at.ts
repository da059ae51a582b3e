import type { DeckWords } from '../app/words/deck-en.ts'
import type { Study } from '../scripts/course/studies-schema.ts'
import { findOutcome, findStudy } from './find-study.ts'
import { decimalsOf, formatNumber, formatQuantity } from './format-quantity.ts'
import { armDecimals, differenceResult } from './outcome-result.ts'

const counts = ['n', 'enrolled', 'completed'] as const

/**
 * A number of the evidence ledger, ready to print with its unit.
 *
 * - `study.n`, `study.enrolled`, `study.completed`: participants
 * - `study.outcome`: the difference with its interval, or the only arm's value
 * - `study.outcome.Arm name`: one arm's value
 * - `study.outcome.difference`, `study.outcome.ci`, `study.outcome.p`
 *
 * @param studies all studies by id
 * @param path as above
 * @param words of the course's language: the number stands in a sentence of the course
 * @throws Error when a part of the path is unknown or has no number.
 */
export function valueAt(studies: Readonly<Record<string, Study>>, path: string, words: DeckWords['results']): string {
  const [studyId = '', outcomeId = '', ...rest] = path.trim().split('.')
  const study = findStudy(studies, studyId, 'Value')
  const missing = (what: string) => new Error(`Value: “${path}”: ${what} in studies.yaml`)

  const count = counts.find(each => each === outcomeId)
  if (count) {
    const value = study[count]
    if (value == null)
      throw missing(`study “${studyId}” has no ${count}`)
    return formatNumber(value)
  }

  const outcome = findOutcome(study, outcomeId, 'Value')
  const part = rest.join('.')
  const arms = outcome.arms ?? []

  if (part === 'p') {
    if (outcome.p === undefined)
      throw missing(`outcome “${outcomeId}” has no P value`)
    return outcome.p
  }
  if (part === 'difference' || part === 'ci') {
    const { difference } = outcome
    if (!difference)
      throw missing(`outcome “${outcomeId}” has no difference`)
    const decimals = Math.max(decimalsOf(difference.value), ...(difference.ci ?? []).map(decimalsOf))
    if (part === 'difference')
      return formatQuantity(difference.value, difference.kind.endsWith('-difference') ? outcome.unit : difference.kind === 'percent' ? '%' : '', decimals)
    if (!difference.ci)
      throw missing(`outcome “${outcomeId}” has no confidence interval`)
    return words.interval(formatNumber(difference.ci[0], decimals), formatNumber(difference.ci[1], decimals))
  }
  if (part === '') {
    if (outcome.difference)
      return differenceResult(outcome, outcome.difference, words)
    const [only, second] = arms
    if (only && !second)
      return formatQuantity(only.value, outcome.unit)
    throw missing(`name the arm of outcome “${outcomeId}”: ${arms.map(arm => arm.name).join(', ') || 'it has no numbers'};`)
  }

  const arm = arms.find(each => plain(each.name) === plain(part))
  if (!arm)
    throw missing(`outcome “${outcomeId}” has no arm “${part}” (it has: ${arms.map(each => each.name).join(', ') || 'none'})`)
  return formatQuantity(arm.value, outcome.unit, armDecimals(outcome))
}

/** Case and kind of space do not matter: a dose in an arm's name is held together by another space. */
function plain(name: string): string {
  return name.toLowerCase().replace(/\s/g, ' ')
}
