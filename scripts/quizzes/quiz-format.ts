import type { ReferenceEntry } from '../slides/course-data.ts'
import type { Figure } from './figure.ts'
import type { ItemType, Quiz } from './quiz-model.ts'
import type { FileMap } from './zip-files.ts'

/** Parts of a quiz that not every format can say, whatever the type of the item. */
export const quizFeatures = ['pictures', 'tables', 'citations', 'option feedback', 'rationale', 'case', 'intro', 'pass mark', 'shuffled questions', 'shuffled options', 'seed', 'pool', 'stratified pool', 'partial credit', 'all or nothing'] as const
export type QuizFeature = typeof quizFeatures[number]

/** How a format keeps something: whole, in another form, or not at all; the note says in what form, or why not. */
export type Keeping = { readonly how: 'whole' } | { readonly how: 'changed' | 'lost', readonly note: string }

export const whole: Keeping = Object.freeze({ how: 'whole' })
export const changed = (note: string): Keeping => Object.freeze({ how: 'changed', note })
export const lost = (note: string): Keeping => Object.freeze({ how: 'lost', note })

/** Something of a quiz that a format does not keep as it is. */
export interface Loss {
  readonly message: string
  /** Ids of the items that it concerns; none: the whole quiz. */
  readonly items: readonly string[]
}

export interface FormatContext {
  readonly courseTitle: string
  /** Language tag of the course. */
  readonly language: string
  /** Percent; for quizzes without their own. */
  readonly passMark?: number
  readonly references: readonly ReferenceEntry[]
  /** The quiz's pictures by source. */
  readonly figures: ReadonlyMap<string, Figure>
}

export interface Emitted {
  /** By name, without folders above the format's own. */
  readonly files: FileMap
  readonly losses: readonly Loss[]
}

/** One standard that quizzes are written in. */
export interface QuizFormat {
  /** Stable: the folder below quizzes/, and its name on the command line. */
  readonly name: string
  readonly title: string
  readonly types: Readonly<Record<ItemType, Keeping>>
  readonly features: Readonly<Record<QuizFeature, Keeping>>
  /** Why this quiz is not written in the format at all; undefined: it is. */
  readonly refuses?: (quiz: Quiz, sealed: boolean) => string | undefined
  /** Gets only items of types that it keeps; reports what else it had to change. */
  readonly emit: (quiz: Quiz, context: FormatContext, name: string) => Emitted | Promise<Emitted>
}
