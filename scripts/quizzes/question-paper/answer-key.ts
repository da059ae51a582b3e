import type { FormatContext } from '../quiz-format.ts'
import type { Item, Quiz } from '../quiz-model.ts'
import type { PaperForm } from './paper-form.ts'
import type { PaperText } from './paper-page.ts'
import { escapeHtml } from '../../html/escape-html.ts'
import { itemCitations } from '../quiz-citations.ts'
import { letter, paperForm } from './paper-form.ts'
import { outlined, paperPage, paperText, referenceSection } from './paper-page.ts'
import { paperWords } from './paper-words.ts'
import { formName } from './question-paper.ts'

/** What is right and why, for the form that questionPaper() prints. */
export function answerKey(quiz: Quiz, context: FormatContext): string {
  const words = paperWords(context.language)
  const text = paperText(context)
  const form = paperForm(quiz)
  const items = form.entries.flatMap(entry => entry.items)
  return paperPage(context, {
    heading: `${quiz.title}: ${words.key}`,
    lead: `<p class="hint">${escapeHtml(formName(quiz, form, words))}</p>`,
    body: items.map(item => `<section>
<h2><span class="number">${form.numbers.get(item.id)}</span><span>${text.inline(item.stem)}</span></h2>
<div class="body">${key(item, form, context, text)}${item.rationale ? `<div class="feedback">${text.inline(item.rationale)}</div>` : ''}</div>
</section>`).join('\n') + referenceSection(new Set(items.flatMap(itemCitations)), context, words),
  })
}

function key(item: Item, form: PaperForm, context: FormatContext, text: PaperText): string {
  const right = (answer: string) => `<p class="right">${answer}</p>`
  const options = (list: readonly { key: boolean, text: Parameters<PaperText['inline']>[0], feedback?: Parameters<PaperText['inline']>[0] }[], order: readonly number[]) => order.map((option, index) => {
    const { key, text: label, feedback } = list[option]!
    const line = `${letter(index)} ${text.inline(label)}`
    return (key ? right(line) : feedback ? `<p>${line}</p>` : '') + (feedback ? `<div class="feedback">${text.inline(feedback)}</div>` : '')
  }).join('')
  switch (item.type) {
    case 'single':
    case 'multiple':
      return options(item.options, form.options(item))
    case 'true-false':
      return options(item.options, [0, 1])
    case 'hot-spot':
      return outlined(item.image, item.regions, context, text, region => region.key) + options(item.regions, item.regions.map((_, index) => index))
    case 'matching':
      return item.prompts.map((prompt, row) => right(`${text.inline(prompt)}: ${letter(item.key[row]!)} ${text.inline(item.choices[item.key[row]!])}`)).join('')
    case 'ordering':
      return item.key.map((choice, place) => right(`${place + 1}. ${letter(choice)} ${text.inline(item.choices[choice])}`)).join('')
    case 'numeric': {
      const { value, tolerance, unit } = item.answer
      return right(`${value}${tolerance ? ` ± ${tolerance}` : ''}${unit ? ` ${escapeHtml(unit)}` : ''}`)
    }
    case 'fill-in':
      return item.blanks.map((blank, index) => right(`${item.blanks.length > 1 ? `${index + 1}. ` : ''}${blank.accepts.map(variant => text.inline(variant)).join(' / ')}`)).join('')
    case 'likert':
    case 'free-text':
    case 'commitment':
      return ''
  }
}
