import type { Emitted, FormatContext, Loss, QuizFormat } from './quiz-format.ts'
import type { Item, Quiz } from './quiz-model.ts'
import { featuresOf } from './quiz-features.ts'
import { createPool, createQuiz } from './quiz-model.ts'

/**
 * Writes a quiz in a format and says everything that the format does not keep: what its tables tell of the item types and
 * features that the quiz uses, then what the emitter met on its way. Items that the format cannot say never reach it.
 */
export async function writeFormat(format: QuizFormat, quiz: Quiz, context: FormatContext, name: string, sealed: boolean): Promise<Emitted> {
  const refusal = format.refuses?.(quiz, sealed)
  if (refusal !== undefined)
    return { files: new Map(), losses: [{ message: `not written: ${refusal}`, items: [] }] }
  const kept = quiz.items.filter(item => format.types[item.type].how !== 'lost')
  const losses = [...typeLosses(format, quiz), ...featureLosses(format, withItems(quiz, kept), context.passMark)]
  if (!kept.length)
    return { files: new Map(), losses: groupLosses([...losses, { message: 'not written: no item is left', items: [] }]) }
  const emitted = await format.emit(withItems(quiz, kept), context, name)
  return { files: emitted.files, losses: groupLosses([...losses, ...emitted.losses]) }
}

/** One loss for each message, with all its items. */
export function groupLosses(losses: readonly Loss[]): Loss[] {
  const byMessage = new Map<string, Set<string>>()
  for (const { message, items } of losses) {
    const named = byMessage.get(message) ?? new Set()
    items.forEach(item => named.add(item))
    byMessage.set(message, named)
  }
  return [...byMessage].map(([message, items]) => ({ message, items: [...items] }))
}

function typeLosses(format: QuizFormat, quiz: Quiz): Loss[] {
  return quiz.items.flatMap((item) => {
    const keeping = format.types[item.type]
    return keeping.how === 'whole' ? [] : [{ message: `${item.type}${keeping.how === 'lost' ? ' left out' : ''}: ${keeping.note}`, items: [item.id] }]
  })
}

function featureLosses(format: QuizFormat, quiz: Quiz, passMark: number | undefined): Loss[] {
  return [...featuresOf(quiz, passMark)].flatMap(([feature, items]) => {
    const keeping = format.features[feature]
    return keeping.how === 'whole' ? [] : [{ message: `${feature}: ${keeping.note}`, items: items.map(item => item.id) }]
  })
}

function withItems(quiz: Quiz, items: readonly Item[]): Quiz {
  if (items.length === quiz.items.length)
    return quiz
  const entries = (kept: readonly Item[]) => new Set(kept.map(item => item.caseId ?? item.id)).size
  const gone = entries(quiz.items) - entries(items)
  return createQuiz({
    ...quiz,
    items,
    cases: quiz.cases.filter(vignette => items.some(item => item.caseId === vignette.id)),
    // A stratum that lost its items draws what is left of it.
    pool: quiz.pool && createPool({
      draw: Math.min(quiz.pool.draw, quiz.pool.of - gone),
      of: quiz.pool.of - gone,
      strata: quiz.pool.strata?.map((stratum) => {
        const of = entries(items.filter(item => item.objectives[0] === stratum.objective))
        return { ...stratum, draw: Math.min(stratum.draw, of), of }
      }),
    }),
  })
}
