import type { Item, Quiz } from '../quiz-model.ts'

/** Identifiers inside an item: letters, digits and hyphens, beginning with a letter, and none tells of a key. */
export const optionId = (index: number): string => `option-${index + 1}`
export const promptId = (index: number): string => `prompt-${index + 1}`
export const choiceId = (index: number): string => `choice-${index + 1}`
export const blankResponse = (index: number): string => `RESPONSE_${index + 1}`

/** An identifier made of the name of a quiz, which may be any file name: letters, digits, underscores and hyphens, a letter first. */
export function quizId(name: string): string {
  const id = name.normalize('NFD').replace(/\p{M}/gu, '').replace(/[^\w-]+/g, '-')
  return /^[a-z]/i.test(id) ? id : `quiz-${id}`
}

/**
 * Gives identifiers to a test and its parts. QTI wants each of them once in a test, those of the items among them: an item may
 * be called "section", too.
 */
export function createTestIds({ items }: Pick<Quiz, 'items'>): (wanted: string) => string {
  const taken = new Set(items.map(item => item.id))
  return (wanted) => {
    let id = wanted
    for (let count = 2; taken.has(id); count++)
      id = `${wanted}-${count}`
    taken.add(id)
    return id
  }
}

/** File of an item in the package. */
export const itemFile = (item: Pick<Item, 'id'>): string => `items/${item.id}.xml`
