import type { QuizImage } from './quiz-markdown.ts'
import type { RichText } from './rich-text.ts'

export const quizKinds = ['pre-test', 'practice', 'post-test', 'evaluation'] as const
export type QuizKind = typeof quizKinds[number]

export const itemTypes = ['single', 'multiple', 'true-false', 'matching', 'ordering', 'numeric', 'fill-in', 'hot-spot', 'likert', 'free-text', 'commitment'] as const
export type ItemType = typeof itemTypes[number]

/** Types of which an answer can be partly right. */
export const partialTypes = ['multiple', 'matching', 'ordering', 'fill-in'] as const
export type PartialType = typeof partialTypes[number]

/** How an answer that is partly right counts, for the types where it can be. */
export type GradingPolicy = Readonly<Record<PartialType, 'all-or-nothing' | 'partial'>>

/** The policy of a quiz that names none. */
export const allOrNothing: GradingPolicy = Object.freeze({ 'multiple': 'all-or-nothing', 'matching': 'all-or-nothing', 'ordering': 'all-or-nothing', 'fill-in': 'all-or-nothing' })

export interface Quiz {
  /** Path of the source. */
  readonly file: string
  readonly title: string
  readonly kind: QuizKind
  /** Percent of the points; undefined: the course's own. */
  readonly passMark?: number
  readonly shuffle: { readonly questions: boolean, readonly options: boolean }
  /** The seed of every shuffle and draw, so that all learners get one test; undefined: each attempt has its own. */
  readonly seed?: number
  readonly grading: GradingPolicy
  /** True: keys stay on the server. Undefined: seal.ts decides by the course. */
  readonly sealed?: boolean
  /** Which part of the items one attempt shows; undefined: all. */
  readonly pool?: Pool
  readonly intro?: RichText
  /** Vignettes that several items share, in the order of the source. */
  readonly cases: readonly Case[]
  /** All items in the order of the source, those of cases included; the items of a case stand together. */
  readonly items: readonly Item[]
}

/** An attempt draws so many entries; an entry is an item of its own or a whole case. */
export interface Pool {
  readonly draw: number
  /** All entries of the quiz. */
  readonly of: number
  /** When the draw is stratified: how many entries of each objective. An entry counts for the first objective it names. */
  readonly strata?: readonly Stratum[]
}

export interface Stratum { readonly objective: string, readonly draw: number, readonly of: number }

/** A vignette with its items, which name it in caseId. */
export interface Case {
  readonly id: string
  /** Line of the heading in the source, from 1. */
  readonly line: number
  /** Its heading. */
  readonly title: RichText
  readonly detail?: RichText
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
  /** The case that it belongs to. */
  readonly caseId?: string
  /** Of an evaluation: it may be left unanswered. */
  readonly optional?: true
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

/** One gap of a fill-in item. */
export interface Blank {
  /** What counts as right; the first is the one that is shown as the key. Only `text` matters: markup is refused. */
  readonly accepts: readonly RichText[]
}

/** The blanks stand as `___` in the stem, then in the detail; where neither has any, one blank follows them. */
export interface FillInItem extends ItemBase {
  readonly type: 'fill-in'
  readonly blanks: readonly Blank[]
  /** True: capitals matter. White space, kinds of hyphens and compatibility characters never do. */
  readonly exact: boolean
}

/** Coordinates in percent of the picture's width (x, width, radius) and height (y, height), from its upper left corner. */
export type Shape
  = | { readonly kind: 'rect', readonly x: number, readonly y: number, readonly width: number, readonly height: number }
    | { readonly kind: 'circle', readonly x: number, readonly y: number, readonly radius: number }
    | { readonly kind: 'poly', readonly points: readonly (readonly [x: number, y: number])[] }

/** A region of a picture that can be chosen. */
export interface Region extends Option { readonly shape: Shape }

/** The learner chooses one of the regions; all are outlined, so that keyboard and screen reader reach each. */
export interface HotSpotItem extends ItemBase {
  readonly type: 'hot-spot'
  /** The paragraph that holds the image and nothing else. */
  readonly picture: RichText
  readonly image: QuizImage
  readonly regions: readonly Region[]
}

/** The points of the scale from left to right. */
export interface LikertItem extends ItemBase { readonly type: 'likert', readonly points: readonly RichText[] }
export interface FreeTextItem extends ItemBase { readonly type: 'free-text' }

/** Commitment to change: changes to choose from, and always one in the learner's own words. */
export interface CommitmentItem extends ItemBase {
  readonly type: 'commitment'
  readonly changes: readonly RichText[]
  /** When the learner means to have changed, in words: "3 months". */
  readonly within?: string
}

export type ChoiceItem = SingleItem | MultipleItem | TrueFalseItem
export type Item = ChoiceItem | MatchingItem | OrderingItem | NumericItem | FillInItem | HotSpotItem | LikertItem | FreeTextItem | CommitmentItem

export function createQuiz(quiz: Quiz): Quiz {
  return Object.freeze({
    ...quiz,
    shuffle: Object.freeze({ ...quiz.shuffle }),
    grading: Object.freeze({ ...quiz.grading }),
    pool: quiz.pool && createPool(quiz.pool),
    cases: Object.freeze([...quiz.cases]),
    items: Object.freeze([...quiz.items]),
  })
}

export function createPool(pool: Pool): Pool {
  return Object.freeze({ ...pool, strata: pool.strata && Object.freeze(pool.strata.map(stratum => Object.freeze({ ...stratum }))) })
}

export function createCase(vignette: Case): Case {
  return Object.freeze({ ...vignette })
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

export function createFillInItem(base: ItemBase, blanks: readonly Blank[], exact: boolean): FillInItem {
  return Object.freeze({ ...frozen(base), type: 'fill-in', exact, blanks: Object.freeze(blanks.map(blank => Object.freeze({ accepts: Object.freeze([...blank.accepts]) }))) })
}

export function createHotSpotItem(base: ItemBase, picture: RichText, regions: readonly Region[]): HotSpotItem {
  return Object.freeze({ ...frozen(base), type: 'hot-spot', picture, image: picture.images[0]!, regions: Object.freeze(regions.map(region => Object.freeze({ ...region, shape: Object.freeze({ ...region.shape }) }))) })
}

export function createLikertItem(base: ItemBase, points: readonly RichText[]): LikertItem {
  return Object.freeze({ ...frozen(base), type: 'likert', points: Object.freeze([...points]) })
}

export function createFreeTextItem(base: ItemBase): FreeTextItem {
  return Object.freeze({ ...frozen(base), type: 'free-text' })
}

export function createCommitmentItem(base: ItemBase, changes: readonly RichText[], within?: string): CommitmentItem {
  return Object.freeze({ ...frozen(base), type: 'commitment', changes: Object.freeze([...changes]), within })
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
