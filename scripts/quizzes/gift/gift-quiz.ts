import type { FormatContext, Loss } from '../quiz-format.ts'
import type { Case, Item, Option, Quiz } from '../quiz-model.ts'
import type { RichText } from '../rich-text.ts'
import { itemReferences, superscripts } from '../item-references.ts'
import { questionTexts } from '../question-texts.ts'
import { quizEntries, stratumOf } from '../quiz-entries.ts'
import { policyOf } from '../quiz-features.ts'
import { toHtml } from '../rich-text.ts'

/** The quiz in GIFT, with texts in HTML; undefined when it can say no item. An empty line ends a question: none stands inside one. */
export function giftQuiz(quiz: Quiz, context: FormatContext): { text?: string, losses: Loss[] } {
  const losses: Loss[] = []
  const entries = quizEntries(quiz)
  const category = [context.courseTitle, quiz.title].map(name => oneLine(name).replace(/\//g, '//')).join('/')
  const questions = (part: typeof entries) => part.flatMap(({ items, vignette }) => items.flatMap((item) => {
    const question = giftQuestion(item, vignette, quiz, context)
    losses.push(...question.notes.map(message => ({ message, items: [item.id] })))
    return question.text ?? []
  }))
  const parts = quiz.pool?.strata
    ? quiz.pool.strata.flatMap(({ objective }) => [`$CATEGORY: ${category}/${objective}`, ...questions(entries.filter(entry => stratumOf(entry) === objective))])
    : [`$CATEGORY: ${category}`, ...questions(entries)]
  const intro = quiz.intro ? [`// ${oneLine(quiz.intro.text)}`] : []
  return parts.every(part => part.startsWith('$CATEGORY')) ? { losses } : { text: `${[...intro, ...parts].join('\n\n')}\n`, losses }
}

function giftQuestion(item: Item, vignette: Case | undefined, quiz: Quiz, context: FormatContext): { text?: string, notes: string[] } {
  const citation = superscripts(context)
  const html = (text: RichText | undefined) => text ? escaped(oneLine(toHtml(text, { citation }))) : ''
  const plain = (text: RichText) => escaped(oneLine(text.text))
  const references = itemReferences(item, context)
  const general = [html(item.rationale), references.length ? escaped(`<ul>${references.map(reference => `<li>${oneLine(reference)}</li>`).join('')}</ul>`) : ''].filter(Boolean).join(' ')
  const question = (answers: readonly string[], text = questionTexts(item).map(html).join(' ')) =>
    `::${escaped(item.id)}::[html]${[vignette?.title, vignette?.detail].map(part => html(part)).filter(Boolean).join(' ')} ${text} {\n${[...answers, ...general ? [`####${general}`] : []].join('\n')}\n}`.replace('[html] ', '[html]')
  const feedback = (option: Option) => option.feedback ? `#${html(option.feedback)}` : ''
  switch (item.type) {
    case 'single':
      return { text: question(item.options.map(option => `${option.key ? '=' : '~'}${html(option.text)}${feedback(option)}`)), notes: [] }
    case 'multiple': {
      const keys = item.options.filter(option => option.key).length
      const share = Number((100 / keys).toFixed(5))
      const wrong = policyOf(quiz, item) === 'partial' ? -share : -100
      return { text: question(item.options.map(option => `~%${option.key ? share : wrong}%${html(option.text)}${feedback(option)}`)), notes: [] }
    }
    case 'true-false': {
      const right = item.options[0]!.key
      // The feedback of a wrong answer comes first.
      const [wrongFeedback, rightFeedback] = [right ? 1 : 0, right ? 0 : 1].map(index => html(item.options[index]!.feedback))
      return { text: question([`${right ? 'TRUE' : 'FALSE'}${wrongFeedback || rightFeedback ? `#${wrongFeedback}` : ''}${rightFeedback ? `#${rightFeedback}` : ''}`]), notes: [] }
    }
    case 'matching':
      return { text: question(item.prompts.map((prompt, row) => `=${html(prompt)} -> ${plain(item.choices[item.key[row]!]!)}`)), notes: item.choices.length < 3 ? ['matching: Moodle asks for at least three different choices'] : [] }
    case 'ordering':
      return { text: question(item.key.map((choice, place) => `=${place + 1}. -> ${plain(item.choices[choice]!)}`)), notes: [] }
    case 'numeric': {
      const { value, tolerance, unit } = item.answer
      return { text: question([`#${value}:${tolerance}`], [html(item.detail), `${html(item.stem)}${unit ? ` (${escaped(unit)})` : ''}`].filter(Boolean).join(' ')), notes: [] }
    }
    case 'fill-in':
      return item.blanks.length > 1
        ? { notes: ['fill-in left out: GIFT knows one blank in a question'] }
        : { text: question(item.blanks[0]!.accepts.map(variant => `=${plain(variant)}`)), notes: item.exact ? ['fill-in: capitals do not count'] : [] }
    case 'hot-spot':
    case 'likert':
    case 'free-text':
    case 'commitment':
      return { notes: [] }
  }
}

/** The signs that mean something in GIFT, and the arrow of matching. */
function escaped(text: string): string {
  return text.replace(/[\\~=#{}:]/g, sign => `\\${sign}`).replace(/->/g, '→')
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ').trim()
}
