import type { Item } from './quiz-model.ts'

/**
 * What a learner answered, in the numbering of the model and so of every package:
 *
 *   single, true-false, likert   index of the option or point
 *   hot-spot                     index of the region
 *   multiple                     indices of the options, ascending
 *   matching                     for each prompt the index of the choice, null where none was chosen
 *   ordering                     indices of the choices in the learner's order
 *   numeric, free-text           the text as typed
 *   fill-in                      for each blank the text as typed, '' where nothing was
 *   commitment                   the indices of the changes chosen, ascending, and one in own words, or ''
 */
export type Response = number | string | readonly number[] | readonly (number | null)[] | readonly string[] | CommitmentResponse

export interface CommitmentResponse { readonly changes: readonly number[], readonly own: string }

/** Longest text that is taken from a learner, in characters: an answer, not an upload. */
export const LONGEST_TEXT = 10_000

/** Reads a response from outside (a browser, a store). Undefined when it does not fit the item: nothing is repaired. */
export function readResponse(item: Item, value: unknown): Response | undefined {
  switch (item.type) {
    case 'single':
    case 'true-false':
      return isIndex(value, item.options.length) ? value : undefined
    case 'likert':
      return isIndex(value, item.points.length) ? value : undefined
    case 'multiple':
      return isIndices(value, item.options.length) && value.length > 0 ? [...value].sort((a, b) => a - b) : undefined
    case 'ordering':
      return isIndices(value, item.choices.length) && value.length === item.choices.length ? [...value] : undefined
    case 'matching':
      return Array.isArray(value) && value.length === item.prompts.length
        && value.every(choice => choice === null || isIndex(choice, item.choices.length)) && value.some(choice => choice !== null)
        ? [...value]
        : undefined
    case 'hot-spot':
      return isIndex(value, item.regions.length) ? value : undefined
    case 'numeric':
    case 'free-text':
      return isText(value) && value.trim() ? value.trim() : undefined
    case 'fill-in':
      return Array.isArray(value) && value.length === item.blanks.length && value.every(isText) && value.some(text => text.trim())
        ? value.map(text => text.trim())
        : undefined
    case 'commitment':
      return readCommitment(value, item.changes.length)
  }
}

function readCommitment(value: unknown, size: number): CommitmentResponse | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return undefined
  const { changes, own } = value as Partial<CommitmentResponse>
  if (!isIndices(changes, size) || !isText(own) || (!changes.length && !own.trim()))
    return undefined
  return { changes: [...changes].sort((a, b) => a - b), own: own.trim() }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= LONGEST_TEXT
}

function isIndex(value: unknown, length: number): value is number {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) < length
}

/** True for a list of indices, each at most once. */
function isIndices(value: unknown, length: number): value is number[] {
  return Array.isArray(value) && value.every(index => isIndex(index, length)) && new Set(value).size === value.length
}
