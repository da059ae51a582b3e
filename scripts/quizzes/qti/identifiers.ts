import type { Item } from '../quiz-model.ts'

/** Identifiers inside an item: letters, digits and hyphens, beginning with a letter, and none tells of a key. */
export const optionId = (index: number): string => `option-${index + 1}`
export const promptId = (index: number): string => `prompt-${index + 1}`
export const choiceId = (index: number): string => `choice-${index + 1}`
export const blankResponse = (index: number): string => `RESPONSE_${index + 1}`

/** File of an item in the package. */
export const itemFile = (item: Pick<Item, 'id'>): string => `items/${item.id}.xml`
