import type { RichText } from './rich-text.ts'

export const quizKinds = ['pre-test', 'practice', 'post-test', 'evaluation'] as const
export type QuizKind = typeof quizKinds[number]

export const itemTypes = ['single', 'multiple', 'true-false', 'matching', 'ordering', 'numeric', 'likert', 'free-text'] as const
export type ItemType = typeof itemTypes[number]

export interface Quiz {
  /** Path of the source. */
  readonly file: string
  readonly title: string
  readonly kind: QuizKind
  /** Percent of the points; undefined: the course's own. */
  readonly passMark?: number
  readonly shuffle: { readonly questions: boolean, readonly options: boolean }
  readonly intro?: RichText
  readonly items: readonly Item[]
}

/** What every item has. */
export interface ItemBase {
  readonly id: string
  /** Line of the heading in the source, from 1. */
  readonly line: number
  /** The question. */
  readonly stem: RichText
  /** What stands between the question and its answers: a vignette, a table. */
  readonly detail?: RichText
  /** Ids of the objectives it tests. */
  readonly objectives: readonly string[]
  /** Citation keys that the item rests on. */
  readonly cites: readonly string[]
  /** Why the key is the key. */
  readonly rationale?: RichText
}

export interface Option {
  readonly text: RichText
  /** True for a right answer; false throughout in an evaluation, which has no right answers. */
  readonly key: boolean
  readonly feedback?: RichText
}

export interface SingleItem extends ItemBase { readonly type: 'single', readonly options: readonly Option[] }
export interface MultipleItem extends ItemBase { readonly type: 'multiple', readonly options: readonly Option[] }
/** The options are True, then False. */
export interface TrueFalseItem extends ItemBase { readonly type: 'true-false', readonly options: readonly Option[] }

/**
 * The choices stand in the order of their words, never in that of the prompts, and each stands once: an index into
 * them tells nothing about the key, so that one numbering serves the browser, the packages and the server.
 */
export interface MatchingItem extends ItemBase {
  readonly type: 'matching'
  /** Heads of the table's two columns. */
  readonly heads: readonly [RichText, RichText]
  readonly prompts: readonly RichText[]
  readonly choices: readonly RichText[]
  /** For each prompt the index of its choice. */
  readonly key: readonly number[]
}

/** The choices stand in the order of their words; the key holds their indices in the right order. */
export interface OrderingItem extends ItemBase {
  readonly type: 'ordering'
  readonly choices: readonly RichText[]
  readonly key: readonly number[]
}

export interface NumericItem extends ItemBase {
  readonly type: 'numeric'
  readonly answer: { readonly value: number, readonly tolerance: number, readonly unit?: string }
}

/** The points of the scale from left to right. */
export interface LikertItem extends ItemBase { readonly type: 'likert', readonly points: readonly RichText[] }
export interface FreeTextItem extends ItemBase { readonly type: 'free-text' }

export type ChoiceItem = SingleItem | MultipleItem | TrueFalseItem
export type Item = ChoiceItem | MatchingItem | OrderingItem | NumericItem | LikertItem | FreeTextItem

export function createQuiz(quiz: Quiz): Quiz {
  return Object.freeze({ ...quiz, shuffle: Object.freeze({ ...quiz.shuffle }), items: Object.freeze([...quiz.items]) })
}

export function createOption(option: Option): Option {
  return Object.freeze({ ...option })
}

export function createChoiceItem(type: ChoiceItem['type'], base: ItemBase, options: readonly Option[]): ChoiceItem {
  const ordered = type === 'true-false' && options[0]?.text.text === 'False' ? [...options].reverse() : [...options]
  return Object.freeze({ ...frozen(base), type, options: Object.freeze(ordered) })
}

/** Each row is a prompt and its match. */
export function createMatchingItem(base: ItemBase, heads: readonly [RichText, RichText], rows: readonly (readonly [RichText, RichText])[]): MatchingItem {
  const choices = inOrderOfWords(rows.map(row => row[1]))
  const markdown = choices.map(choice => choice.markdown)
  return Object.freeze({
    ...frozen(base),
    type: 'matching',
    heads: Object.freeze([...heads] as const),
    prompts: Object.freeze(rows.map(row => row[0])),
    choices,
    key: Object.freeze(rows.map(row => markdown.indexOf(row[1].markdown))),
  })
}

/** The entries come in the right order. */
export function createOrderingItem(base: ItemBase, entries: readonly RichText[]): OrderingItem {
  const choices = inOrderOfWords(entries)
  const markdown = choices.map(choice => choice.markdown)
  return Object.freeze({
    ...frozen(base),
    type: 'ordering',
    choices,
    key: Object.freeze(entries.map(entry => markdown.indexOf(entry.markdown))),
  })
}

export function createNumericItem(base: ItemBase, answer: NumericItem['answer']): NumericItem {
  return Object.freeze({ ...frozen(base), type: 'numeric', answer: Object.freeze({ ...answer }) })
}

export function createLikertItem(base: ItemBase, points: readonly RichText[]): LikertItem {
  return Object.freeze({ ...frozen(base), type: 'likert', points: Object.freeze([...points]) })
}

export function createFreeTextItem(base: ItemBase): FreeTextItem {
  return Object.freeze({ ...frozen(base), type: 'free-text' })
}

/** True for items answered by picking from a task list. */
export function isChoiceItem(item: Item): item is ChoiceItem {
  return item.type === 'single' || item.type === 'multiple' || item.type === 'true-false'
}

function frozen(base: ItemBase): ItemBase {
  return { ...base, objectives: Object.freeze([...base.objectives]), cites: Object.freeze([...base.cites]) }
}

function inOrderOfWords(texts: readonly RichText[]): readonly RichText[] {
  const once = [...new Map(texts.map(text => [text.markdown, text])).values()]
  const compare = (a: string, b: string) => a < b ? -1 : a > b ? 1 : 0
  return Object.freeze(once.sort((a, b) => compare(a.text, b.text) || compare(a.markdown, b.markdown)))
}
