import type { Item } from './quiz-model.ts'
import { gradable } from './gradable.ts'
import { grading } from './grading.ts'

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

/** Longest text that is taken from a learner, in characters. */
export const LONGEST_TEXT = grading.LONGEST_TEXT

/** Reads a response from outside (a browser, a store). Undefined when it does not fit the item: nothing is repaired. */
export function readResponse(item: Item, value: unknown): Response | undefined {
  return grading.readResponse(gradable(item), value) as Response | undefined
}
