import type { Item } from '../../scripts/quizzes/quiz-model.ts'
import { readResponse } from '../../scripts/quizzes/response.ts'

/** What was answered, in words; undefined for a response that does not fit the item. */
export function answerText(item: Item, value: unknown): string | undefined {
  const response = readResponse(item, value)
  if (response === undefined)
    return undefined
  switch (item.type) {
    case 'single':
    case 'true-false':
      return item.options[response as number]!.text.text
    case 'likert':
      return item.points[response as number]!.text
    case 'hot-spot':
      return item.regions[response as number]!.text.text
    case 'multiple':
      return (response as number[]).map(option => item.options[option]!.text.text).join('; ')
    case 'matching':
      return item.prompts.map((prompt, row) => `${prompt.text}: ${choiceText(item, (response as (number | null)[])[row])}`).join('; ')
    case 'ordering':
      return (response as number[]).map(choice => choiceText(item, choice)).join(' → ')
    case 'fill-in':
      return (response as string[]).map(typed => typed || '–').join('; ')
    case 'numeric':
    case 'free-text':
      return response as string
    case 'commitment': {
      const { changes, own } = response as { changes: number[], own: string }
      return [...changes.map(change => item.changes[change]!.text), ...own ? [own] : []].join('; ')
    }
  }
}

/** What is right, in words; undefined for an item without a right answer. */
export function keyText(item: Item): string | undefined {
  switch (item.type) {
    case 'single':
    case 'multiple':
    case 'true-false':
      return joined(item.options.filter(option => option.key).map(option => option.text.text))
    case 'hot-spot':
      return joined(item.regions.filter(region => region.key).map(region => region.text.text))
    case 'matching':
      return item.prompts.map((prompt, row) => `${prompt.text}: ${choiceText(item, item.key[row])}`).join('; ')
    case 'ordering':
      return item.key.map(choice => choiceText(item, choice)).join(' → ')
    case 'numeric': {
      const { value, tolerance, unit } = item.answer
      return `${value}${tolerance ? ` ± ${tolerance}` : ''}${unit ? ` ${unit}` : ''}`
    }
    case 'fill-in':
      return item.blanks.map(blank => blank.accepts.map(variant => variant.text).join(' / ')).join('; ')
    case 'likert':
    case 'free-text':
    case 'commitment':
      return undefined
  }
}

function choiceText({ choices }: { choices: readonly { readonly text: string }[] }, choice: number | null | undefined): string {
  return choice === null || choice === undefined ? '–' : choices[choice]?.text ?? '–'
}

function joined(texts: readonly string[]): string | undefined {
  return texts.length ? texts.join('; ') : undefined
}
