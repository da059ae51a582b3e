import type { QuizEntry } from './quiz-entries.ts'
import type { Pool, Stratum } from './quiz-model.ts'
import { stratumOf } from './quiz-entries.ts'

/** What is wrong with a draw: one sentence, and the mend. */
export interface PoolProblem { message: string, mend: string }

/**
 * Reads `draw:` of the front matter and holds it against the entries: a count that does not agree is a problem, because
 * items were added or lost since it was written.
 */
export function readPool(draw: string | Readonly<Record<string, string>>, entries: readonly QuizEntry[]): Pool | PoolProblem {
  const byObjective = typeof draw !== 'string' || draw.endsWith('by objective')
  const homeless = byObjective ? entries.find(entry => stratumOf(entry) === undefined) : undefined
  if (homeless)
    return { message: `The draw goes by objective, but "${homeless.items[0]!.id}" names none.`, mend: 'Add objective=LO… to its heading.' }
  return typeof draw === 'string' ? wholePool(draw, byObjective, entries) : strataPool(draw, entries)
}

function wholePool(text: string, byObjective: boolean, entries: readonly QuizEntry[]): Pool | PoolProblem {
  const [draw, of] = counts(text)
  if (of !== entries.length)
    return { message: `The draw says ${of}, but the quiz has ${entries.length} entries (a case counts as one).`, mend: `Write "draw: ${draw} of ${entries.length}", or complete the quiz.` }
  if (draw < 1 || draw > of)
    return { message: `${draw} of ${of} cannot be drawn.`, mend: `Draw 1 to ${of}.` }
  return byObjective ? { draw, of, strata: proportional(draw, entries) } : { draw, of }
}

function strataPool(draws: Readonly<Record<string, string>>, entries: readonly QuizEntry[]): Pool | PoolProblem {
  const sizes = sizesOf(entries)
  const strata: Stratum[] = []
  for (const [objective, text] of Object.entries(draws)) {
    const [draw, of] = counts(text)
    const size = sizes.get(objective) ?? 0
    if (of !== size)
      return { message: `The draw says ${of} for ${objective}, but ${size} entries count for it (each for the first objective it names).`, mend: `Write "${objective}: ${draw} of ${size}", or complete the quiz.` }
    if (draw > of)
      return { message: `${draw} of ${of} cannot be drawn for ${objective}.`, mend: `Draw up to ${of}.` }
    strata.push({ objective, draw, of })
  }
  const forgotten = [...sizes.keys()].find(objective => !(objective in draws))
  if (forgotten)
    return { message: `The draw leaves out ${forgotten}, which has ${sizes.get(forgotten)} entries.`, mend: `Add "${forgotten}: 0 of ${sizes.get(forgotten)}" if none of them shall be drawn.` }
  const draw = strata.reduce((sum, stratum) => sum + stratum.draw, 0)
  return draw ? { draw, of: entries.length, strata } : { message: 'The draw takes nothing.', mend: 'Draw at least one entry.' }
}

/** Shares a draw among the objectives in proportion to their entries, by largest remainder; ties go to the first. */
function proportional(draw: number, entries: readonly QuizEntry[]): Stratum[] {
  const sizes = [...sizesOf(entries)].sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
  const shares = sizes.map(([objective, of]) => ({ objective, of, exact: draw * of / entries.length }))
  const rest = draw - shares.reduce((sum, share) => sum + Math.floor(share.exact), 0)
  const luckiest = new Set([...shares].sort((a, b) => b.exact % 1 - a.exact % 1).slice(0, rest).map(share => share.objective))
  return shares.map(({ objective, of, exact }) => ({ objective, draw: Math.floor(exact) + Number(luckiest.has(objective)), of }))
}

function sizesOf(entries: readonly QuizEntry[]): Map<string, number> {
  const sizes = new Map<string, number>()
  for (const entry of entries)
    sizes.set(stratumOf(entry)!, (sizes.get(stratumOf(entry)!) ?? 0) + 1)
  return sizes
}

function counts(text: string): [draw: number, of: number] {
  const [draw, of] = text.match(/\d+/g)!.map(Number)
  return [draw!, of!]
}
