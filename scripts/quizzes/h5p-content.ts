import type { ReferenceEntry } from '../slides/course-data.ts'
import type { Item, Quiz } from './quiz-model.ts'
import type { RichText } from './rich-text.ts'
import { LecternError } from '../errors.ts'
import { escapeHtml } from '../html/escape-html.ts'
import { collapseNumbers } from '../slides/collapse-numbers.ts'
import { itemCitations } from './quiz-citations.ts'
import { toHtml } from './rich-text.ts'

/** Open: with keys, feedback and score. Capture: without; the answers are graded elsewhere. */
export type H5pMode = 'open' | 'capture'

export interface H5pContentOptions {
  mode: H5pMode
  /** Percent; for quizzes without their own. */
  passMark?: number
  references: readonly ReferenceEntry[]
  /** Words of the page (h5p-library.ts). */
  words: Readonly<Record<string, string>>
}

/** content.json of Lectern.Quiz; h5p/semantics.json describes it. */
export interface H5pContent {
  mode: H5pMode
  intro?: string
  passPercentage?: number
  shuffleQuestions: boolean
  shuffleOptions: boolean
  items: H5pItem[]
  references?: { number: number, text: string }[]
  l10n: Readonly<Record<string, string>>
}

export interface H5pItem {
  id: string
  type: Item['type']
  stem: string
  detail?: string
  options?: { text: string, correct?: boolean, feedback?: string }[]
  prompts?: string[]
  choices?: string[]
  key?: number[]
  rationale?: string
}

/**
 * Makes content.json of a quiz. In capture mode nothing in it depends on the keys.
 * @throws LecternError for an item type that the content type cannot play: it is never left out silently.
 */
export function h5pContent(quiz: Quiz, options: H5pContentOptions): H5pContent {
  const { mode, references, words } = options
  const numbers = new Map(references.map(reference => [reference.key, reference.number]))
  const html = (text: RichText) => toHtml(text, (keys) => {
    const cited = keys.flatMap(key => numbers.get(key) ?? [])
    return cited.length ? `<sup class="citation">${collapseNumbers(cited)}</sup>` : ''
  })
  const cited = new Set(quiz.items.flatMap(itemCitations))
  const passPercentage = mode === 'open' && quiz.kind !== 'pre-test' ? quiz.passMark ?? (quiz.kind === 'post-test' ? options.passMark : undefined) : undefined
  return withoutUndefined<H5pContent>({
    mode,
    intro: quiz.intro && html(quiz.intro),
    passPercentage,
    shuffleQuestions: quiz.shuffle.questions,
    shuffleOptions: quiz.shuffle.options,
    items: quiz.items.map(item => h5pItem(item, mode, html, quiz)),
    // They stand below the rationales; in capture mode they would be a hint.
    references: mode === 'open' ? references.filter(reference => cited.has(reference.key)).map(referenceLine) : undefined,
    l10n: words,
  })
}

function h5pItem(item: Item, mode: H5pMode, html: (text: RichText) => string, quiz: Quiz): H5pItem {
  const open = mode === 'open'
  const base = { id: item.id, type: item.type, stem: html(item.stem), detail: item.detail && html(item.detail) }
  const rationale = open && item.rationale ? html(item.rationale) : undefined
  switch (item.type) {
    case 'single':
    case 'multiple':
    case 'true-false':
      return withoutUndefined<H5pItem>({
        ...base,
        options: item.options.map(option => withoutUndefined({
          text: html(option.text),
          correct: open ? option.key : undefined,
          feedback: open && option.feedback ? html(option.feedback) : undefined,
        })),
        rationale,
      })
    case 'matching':
      return withoutUndefined<H5pItem>({ ...base, prompts: item.prompts.map(html), choices: item.choices.map(html), key: open ? [...item.key] : undefined, rationale })
    case 'ordering':
      return withoutUndefined<H5pItem>({ ...base, choices: item.choices.map(html), key: open ? [...item.key] : undefined, rationale })
    default:
      throw new LecternError(`The item "${item.id}" is of type ${item.type}, which the H5P content type does not play.`, {
        code: 'h5p-item-type',
        mend: 'Use single, multiple, true-false, matching or ordering in quizzes that are written as H5P.',
        file: quiz.file,
        line: item.line,
      })
  }
}

function referenceLine(reference: ReferenceEntry): { number: number, text: string } {
  const marks = [reference.retracted, reference.unverified && `Unverified: ${reference.unverified}`].filter(Boolean)
  return { number: reference.number, text: [reference.html, ...marks.map(mark => `<strong>[${escapeHtml(mark!)}]</strong>`)].join(' ') }
}

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as T
}
