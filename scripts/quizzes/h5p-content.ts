import type { ReferenceEntry } from '../slides/course-data.ts'
import type { Figure } from './figure.ts'
import type { QuizImage } from './quiz-markdown.ts'
import type { Item, Option, PartialType, Quiz } from './quiz-model.ts'
import type { RichText } from './rich-text.ts'
import { Buffer } from 'node:buffer'
import { collapseNumbers } from '../../lib/collapse-numbers.ts'
import { LecternError } from '../errors.ts'
import { partialTypesOf } from './grade.ts'
import { printShape } from './print-quiz.ts'
import { quizCitations } from './quiz-citations.ts'
import { referenceLine } from './reference-line.ts'
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
  /** The quiz's pictures by source; needed when it has any. */
  figures?: ReadonlyMap<string, Figure>
  /** Language tag of the course; decides the direction of the text. */
  language?: string
}

/** content.json of Lectern.Quiz; h5p/semantics.json describes it. */
export interface H5pContent {
  mode: H5pMode
  intro?: string
  passPercentage?: number
  shuffleQuestions: boolean
  shuffleOptions: boolean
  seed?: number
  pool?: { draw: number, strata?: { objective: string, draw: number }[] }
  /** Types of which a part counts. */
  partialCredit?: PartialType[]
  /** Left out: that of the page around it. */
  direction?: 'rtl'
  cases?: { id: string, title: string, detail?: string }[]
  items: H5pItem[]
  figures?: H5pFigure[]
  references?: { number: number, text: string }[]
  l10n: Readonly<Record<string, string>>
}

/** Texts are HTML; `[[figure 1]]` in them is a picture, `[[blank]]` a blank. */
export interface H5pItem {
  id: string
  type: Item['type']
  stem: string
  detail?: string
  caseId?: string
  /** The objective it is drawn for. */
  objective?: string
  options?: { text: string, correct?: boolean, feedback?: string }[]
  prompts?: string[]
  choices?: string[]
  key?: number[]
  answer?: { value: number, tolerance: number }
  unit?: string
  /** One for each blank; without variants in capture mode. */
  blanks?: { accepts?: string[] }[]
  exact?: boolean
  /** Number of the picture, from 1. */
  figure?: number
  regions?: { text: string, shape: string, correct?: boolean, feedback?: string }[]
  points?: string[]
  changes?: string[]
  within?: string
  rationale?: string
  /** It may be left unanswered. */
  optional?: true
}

/** A raster picture is a file of the package; H5P allows no drawings there, so they are in the content, in base64. */
export interface H5pFigure {
  alt: string
  image?: { path: string, mime: string, width: number, height: number }
  drawing?: string
  width: number
  height: number
}

type ToHtml = (text: RichText) => string

/** Makes content.json of a quiz. In capture mode nothing in it depends on the keys. */
export function h5pContent(quiz: Quiz, options: H5pContentOptions): H5pContent {
  const { mode, references, words } = options
  const { html, list, numberOf } = figureNumbers(quiz, options)
  const cited = new Set(quizCitations(quiz))
  const passPercentage = mode === 'open' && quiz.kind !== 'pre-test' ? quiz.passMark ?? (quiz.kind === 'post-test' ? options.passMark : undefined) : undefined
  const partial = partialTypesOf(quiz.grading)
  return withoutUndefined<H5pContent>({
    mode,
    intro: quiz.intro && html(quiz.intro),
    passPercentage,
    shuffleQuestions: quiz.shuffle.questions,
    shuffleOptions: quiz.shuffle.options,
    seed: quiz.seed,
    pool: quiz.pool && withoutUndefined({ draw: quiz.pool.draw, strata: quiz.pool.strata?.map(({ objective, draw }) => ({ objective, draw })) }),
    partialCredit: mode === 'open' && partial.length ? partial : undefined,
    direction: options.language && isRightToLeft(options.language) ? 'rtl' : undefined,
    cases: quiz.cases.length ? quiz.cases.map(({ id, title, detail }) => withoutUndefined({ id, title: html(title), detail: detail && html(detail) })) : undefined,
    items: quiz.items.map(item => withoutUndefined<H5pItem>({
      id: item.id,
      type: item.type,
      stem: html(item.stem),
      detail: item.detail && html(item.detail),
      caseId: item.caseId,
      objective: quiz.pool?.strata && item.objectives[0],
      ...answers(item, mode === 'open', html, numberOf),
      rationale: mode === 'open' && item.rationale ? html(item.rationale) : undefined,
      optional: item.optional,
    })),
    figures: list.length ? list : undefined,
    // They stand below the rationales; in capture mode they would be a hint.
    references: mode === 'open' ? references.filter(reference => cited.has(reference.key)).map(referenceLine) : undefined,
    l10n: words,
  })
}

function answers(item: Item, open: boolean, html: ToHtml, numberOf: (image: QuizImage) => number): Partial<H5pItem> {
  const option = (option: Option) => withoutUndefined({ text: html(option.text), correct: open ? option.key : undefined, feedback: open && option.feedback ? html(option.feedback) : undefined })
  switch (item.type) {
    case 'single':
    case 'multiple':
    case 'true-false':
      return { options: item.options.map(option) }
    case 'matching':
      return { prompts: item.prompts.map(html), choices: item.choices.map(html), key: open ? [...item.key] : undefined }
    case 'ordering':
      return { choices: item.choices.map(html), key: open ? [...item.key] : undefined }
    case 'numeric':
      return { unit: item.answer.unit, answer: open ? { value: item.answer.value, tolerance: item.answer.tolerance } : undefined }
    case 'fill-in':
      return { exact: item.exact, blanks: item.blanks.map(blank => open ? { accepts: blank.accepts.map(variant => variant.text) } : {}) }
    case 'hot-spot':
      return { figure: numberOf(item.image), regions: item.regions.map(region => ({ ...option(region), shape: printShape(region.shape) })) }
    case 'likert':
      return { points: item.points.map(html) }
    case 'commitment':
      return { changes: item.changes.map(html), within: item.within }
    case 'free-text':
      return {}
  }
}

/** Renders texts with numbers where citations and pictures stand. */
function figureNumbers(quiz: Quiz, { references, figures, mode }: H5pContentOptions): { html: ToHtml, list: H5pFigure[], numberOf: (image: QuizImage) => number } {
  const numbers = new Map(references.map(reference => [reference.key, reference.number]))
  const list: H5pFigure[] = []
  const known = new Map<string, number>()
  const numberOf = (image: QuizImage): number => {
    const key = `${image.source}\n${image.alt}`
    if (!known.has(key)) {
      const figure = figures?.get(image.source)
      if (!figure)
        throw new LecternError(`The picture "${image.source}" was not read.`, { code: 'h5p-figure', mend: 'Put it where the quiz names it.', file: quiz.file })
      known.set(key, list.push(h5pFigure(image, figure)))
    }
    return known.get(key)!
  }
  const html = (text: RichText) => toHtml({ ...text, parts: text.parts.map(part => typeof part === 'string' ? part.replace(/\[\[(?=figure |blank)/g, '[\u2060[') : part) }, {
    citation: (keys) => {
      const cited = keys.flatMap(key => numbers.get(key) ?? [])
      // Without the list of references below, their numbers would point nowhere.
      return cited.length && mode === 'open' ? `<sup class="citation">${collapseNumbers(cited)}</sup>` : ''
    },
    image: image => `[[figure ${numberOf(image)}]]`,
    blank: () => '[[blank]]',
  })
  return { html, list, numberOf }
}

function h5pFigure({ alt }: QuizImage, { name, mime, bytes, width, height }: Figure): H5pFigure {
  return mime === 'image/svg+xml'
    ? { alt, drawing: Buffer.from(bytes).toString('base64'), width, height }
    : { alt, image: { path: `images/${name}`, mime, width, height }, width, height }
}

/** Languages that are written from right to left, by their script or, when they name none, by their usual one. */
function isRightToLeft(language: string): boolean {
  return ['Arab', 'Hebr', 'Thaa', 'Syrc', 'Nkoo', 'Adlm'].includes(new Intl.Locale(language).maximize().script ?? '')
}

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as T
}
