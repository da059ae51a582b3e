import type { Figure } from '../figure.ts'
import type { FormatContext } from '../quiz-format.ts'
import type { Case, ChoiceItem, FillInItem, Item, MatchingItem, NumericItem, OrderingItem, Quiz } from '../quiz-model.ts'
import type { OfficialText } from './official-text.ts'
import type { OfficialTarget, OfficialType } from './targets.ts'
import { createHash } from 'node:crypto'
import { escapeHtml } from '../../html/escape-html.ts'
import { itemReferences, itemReferenceTexts } from '../item-references.ts'
import { questionTexts } from '../question-texts.ts'
import { policyOf } from '../quiz-features.ts'
import { ANSWER_TAGS, BLANKS_TAGS, FEEDBACK_TAGS, officialText, QUESTION_TAGS } from './official-text.ts'
import { blanksWords, confirmations, dragTextWords, multiChoiceWords, trueFalseWords } from './official-words.ts'
import { restrictedHtml } from './restricted-html.ts'
import { libraryName, versionIn } from './targets.ts'

export interface OfficialQuestion {
  library: OfficialType
  /** An entry of the Question Set's list of questions. */
  content: Record<string, unknown>
  figure?: Figure
  notes: string[]
}

const contentTypes: Record<OfficialType, string> = {
  'H5P.MultiChoice': 'Multiple Choice',
  'H5P.TrueFalse': 'True/False Question',
  'H5P.Blanks': 'Fill in the Blanks',
  'H5P.DragText': 'Drag the Words',
}

const buttons = { enableRetry: true, enableSolutionsButton: true, enableCheckButton: true }

interface Params { library: OfficialType, params: Record<string, unknown>, notes?: string[] }

/** An item as a question of an official type; undefined with a note when the type cannot say it. */
export function officialQuestion(item: Item, vignette: Case | undefined, quiz: Quiz, context: FormatContext, target: OfficialTarget): OfficialQuestion | { notes: string[] } {
  const text = officialText(context)
  const made = make(item, vignette, quiz, context, text)
  if ('left' in made)
    return { notes: [made.left] }
  const { library, params, notes = [] } = made
  const picture = text.picture([vignette?.detail, item.detail, item.stem])
  return {
    library,
    figure: picture?.figure,
    notes,
    content: {
      params: { media: { ...picture ? { type: image(picture, item, target) } : {}, disableImageZooming: false }, ...params },
      library: libraryName(versionIn(target, library)),
      metadata: { contentType: contentTypes[library], license: 'U', title: item.stem.text.slice(0, 250) },
      subContentId: contentId(quiz, item.id),
    },
  }
}

function make(item: Item, vignette: Case | undefined, quiz: Quiz, context: FormatContext, text: OfficialText): Params | { left: string } {
  switch (item.type) {
    case 'single':
    case 'multiple':
      return multiChoice(item, vignette, quiz, context, text)
    case 'true-false':
      return trueFalse(item, vignette, context, text)
    case 'matching':
      return dragText(item, vignette, item.prompts.map((prompt, row) => [text.plain(prompt), text.plain(item.choices[item.key[row]!]!)] as const), context, text)
    case 'ordering':
      return dragText(item, vignette, item.key.map((choice, place) => [`${place + 1}.`, text.plain(item.choices[choice]!)] as const), context, text)
    case 'numeric':
      return numeric(item, vignette, context, text)
    case 'fill-in':
      return blanks(item, vignette, item.blanks.map(blank => blank.accepts.map(variant => variant.text)), context, text)
    case 'hot-spot':
    case 'likert':
    case 'free-text':
    case 'commitment':
      return { left: `${item.type} left out` }
  }
}

/** Vignette, detail and question, each in paragraphs of its own. */
function questionHtml(item: Item, vignette: Case | undefined, text: OfficialText, tags: readonly string[] = QUESTION_TAGS, blank?: (index: number) => string): string {
  const parts = [vignette?.title, vignette?.detail, ...questionTexts(item)]
  return parts.flatMap((part) => {
    const html = part && text.html(part, tags, blank && (index => blank(part === item.detail ? item.stem.blanks + index : index)))
    return html ? [html.startsWith('<p>') ? html : `<p>${html}</p>`] : []
  }).join('')
}

/** The rationale and references as the words shown with the result: plain text, because that field takes no tags. */
function overallFeedback(item: Item, context: FormatContext, text: OfficialText): object[] {
  const words = [item.rationale && text.plain(item.rationale), ...itemReferenceTexts(item, context)].filter(part => part !== undefined).join(' ')
  return [{ from: 0, to: 100, ...words ? { feedback: escapeHtml(words) } : {} }]
}

function multiChoice(item: Extract<ChoiceItem, { type: 'single' | 'multiple' }>, vignette: Case | undefined, quiz: Quiz, context: FormatContext, text: OfficialText): Params {
  const partial = policyOf(quiz, item) === 'partial'
  return {
    library: 'H5P.MultiChoice',
    notes: partial ? ['partial credit: the question counts one point for each right option'] : [],
    params: {
      question: questionHtml(item, vignette, text),
      answers: item.options.map(option => ({
        text: `<div>${text.html(option.text, ANSWER_TAGS)}</div>`,
        correct: option.key,
        tipsAndFeedback: { tip: '', chosenFeedback: option.feedback ? `<div>${text.html(option.feedback, FEEDBACK_TAGS).trim()}</div>` : '', notChosenFeedback: '' },
      })),
      overallFeedback: overallFeedback(item, context, text),
      behaviour: {
        ...buttons,
        type: item.type === 'single' ? 'single' : 'multi',
        singlePoint: !partial,
        randomAnswers: quiz.shuffle.options,
        showSolutionsRequiresInput: true,
        confirmCheckDialog: false,
        confirmRetryDialog: false,
        autoCheck: false,
        passPercentage: 100,
        showScorePoints: true,
      },
      UI: multiChoiceWords,
      ...confirmations,
    },
  }
}

function trueFalse(item: Extract<ChoiceItem, { type: 'true-false' }>, vignette: Case | undefined, context: FormatContext, text: OfficialText): Params {
  const [whenTrue, whenFalse] = item.options
  const right = whenTrue!.key ? whenTrue! : whenFalse!
  const wrong = whenTrue!.key ? whenFalse! : whenTrue!
  const references = itemReferences(item, context).map(reference => restrictedHtml(reference, []))
  const words = (feedback: typeof right.feedback) => escapeHtml([feedback, item.rationale].flatMap(part => part ? text.plain(part) : []).join(' ')) + (references.length ? ` ${references.join(' ')}` : '')
  return {
    library: 'H5P.TrueFalse',
    params: {
      question: questionHtml(item, vignette, text),
      correct: whenTrue!.key ? 'true' : 'false',
      l10n: trueFalseWords,
      behaviour: {
        ...buttons,
        confirmCheckDialog: false,
        confirmRetryDialog: false,
        autoCheck: false,
        feedbackOnCorrect: words(right.feedback).trim(),
        feedbackOnWrong: words(wrong.feedback).trim(),
      },
      ...confirmations,
    },
  }
}

/** Each line is what stands before a box, and what belongs into the box. */
function dragText(item: MatchingItem | OrderingItem, vignette: Case | undefined, lines: readonly (readonly [before: string, box: string])[], context: FormatContext, text: OfficialText): Params {
  // A star begins a box and a colon in it begins a tip: other signs that look alike stand for them.
  const before = (words: string) => escapeHtml(words.replace(/\*/g, '∗'))
  const box = (words: string) => before(words).replace(/:/g, '∶').replace(/\\/g, '⧵')
  const changed = lines.some(([left, right]) => left.includes('*') || /[*:\\]/.test(right))
  return {
    library: 'H5P.DragText',
    notes: changed ? [`${item.type}: signs that mean something in Drag the Words (* : \\) are replaced by others that look alike`] : [],
    params: {
      taskDescription: questionHtml(item, vignette, text),
      overallFeedback: overallFeedback(item, context, text),
      ...dragTextWords,
      behaviour: { ...buttons, instantFeedback: false, disableDraggablesRandomization: false },
      textField: lines.map(([left, right]) => `${before(left)} *${box(right)}*`).join('\n'),
      distractors: '',
    },
  }
}

/** A blank holds its variants between stars; a stroke parts them, a colon begins a tip. */
function blanks(item: FillInItem | NumericItem, vignette: Case | undefined, accepted: readonly (readonly string[])[], context: FormatContext, text: OfficialText): Params | { left: string } {
  const sayable = accepted.map(variants => variants.filter(variant => !/[*/:\\]/.test(variant)))
  if (sayable.some(variants => !variants.length))
    return { left: `${item.type} left out: a right answer holds * / : or \\, which mean something in Fill in the Blanks` }
  const dropped = sayable.some((variants, index) => variants.length < accepted[index]!.length)
  const bare = !item.stem.blanks && !item.detail?.blanks
  const blank = (index: number) => `*${escapeHtml(sayable[index]!.join('/'))}*`
  // A star of the question itself would begin a blank.
  const starless = (html: string) => html.replace(/\*/g, '∗').replace(/\uE000(\d+)\uE001/g, (_, index: string) => blank(Number(index)))
  const question = starless(questionHtml(item, vignette, text, BLANKS_TAGS, index => `\uE000${index}\uE001`))
  return {
    library: 'H5P.Blanks',
    notes: dropped ? [`${item.type}: right answers with * / : or \\ are not written`] : [],
    params: {
      text: '<p></p>',
      overallFeedback: overallFeedback(item, context, text),
      ...blanksWords,
      behaviour: {
        ...buttons,
        autoCheck: false,
        caseSensitive: item.type === 'fill-in' && item.exact,
        showSolutionsRequiresInput: true,
        separateLines: false,
        confirmCheckDialog: false,
        confirmRetryDialog: false,
        acceptSpellingErrors: false,
      },
      ...confirmations,
      questions: [bare ? `${question}<p>${blank(0)}${item.type === 'numeric' && item.answer.unit ? ` ${escapeHtml(item.answer.unit)}` : ''}</p>` : question],
    },
  }
}

/** Without a tolerance a number is a word that can be spelt in a few ways. */
function numeric(item: NumericItem, vignette: Case | undefined, context: FormatContext, text: OfficialText): Params | { left: string } {
  const { value, tolerance, unit } = item.answer
  if (tolerance)
    return { left: 'numeric left out: no official type knows a tolerance' }
  const numbers = [...new Set([String(value), String(value).replace('.', ',')])]
  const variants = [...numbers, ...unit ? numbers.map(number => `${number} ${unit}`) : []]
  return blanks(item, vignette, [variants], context, text)
}

function image({ figure, alt }: { figure: Figure, alt: string }, item: Item, target: OfficialTarget): object {
  return {
    params: {
      contentName: 'Image',
      decorative: false,
      alt: escapeHtml(alt),
      file: { path: `images/${figure.name}`, mime: figure.mime, copyright: { license: 'U' }, width: figure.width, height: figure.height },
    },
    library: libraryName(versionIn(target, 'H5P.Image')),
    metadata: { contentType: 'Image', license: 'U', title: alt.slice(0, 250) },
    subContentId: contentId({ file: figure.name }, item.id),
  }
}

/** A UUID that depends on the item alone, so that rebuilt packages keep their bytes and their learners' states. */
function contentId(quiz: Pick<Quiz, 'file'>, id: string): string {
  const name = quiz.file.split(/[\\/]/).at(-1)
  const hash = createHash('sha256').update(`lectern ${name} ${id}`).digest('hex')
  return [hash.slice(0, 8), hash.slice(8, 12), `4${hash.slice(13, 16)}`, `a${hash.slice(17, 20)}`, hash.slice(20, 32)].join('-')
}
