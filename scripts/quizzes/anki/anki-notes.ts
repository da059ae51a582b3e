import type { FormatContext } from '../quiz-format.ts'
import type { QuizImage } from '../quiz-markdown.ts'
import type { Case, Item, Option, Quiz } from '../quiz-model.ts'
import type { RichText } from '../rich-text.ts'
import { Buffer } from 'node:buffer'
import { escapeHtml } from '../../html/escape-html.ts'
import { itemReferences, superscripts } from '../item-references.ts'
import { questionTexts } from '../question-texts.ts'
import { quizEntries } from '../quiz-entries.ts'
import { toHtml } from '../rich-text.ts'

/**
 * Notes as Anki imports them: text with tabs, told by head lines what its columns are. The first column identifies a note,
 * so that importing a new edition of the course updates cards and keeps what was learned.
 */
export function ankiNotes(quiz: Quiz, context: FormatContext): string {
  const deck = [context.courseTitle, quiz.title].map(name => name.replace(/::|\s+/g, ' ')).join('::')
  const head = ['#separator:tab', '#html:true', '#guid column:1', '#notetype:Basic', `#deck:${deck}`, '#tags column:4']
  const notes = quizEntries(quiz).flatMap(({ vignette, items }) => items.map((item) => {
    const { front, back } = card(item, vignette, context)
    return [`lectern-${quiz.kind}-${item.id}`, front, back, item.objectives.join(' ')].map(field).join('\t')
  }))
  return `${[...head, ...notes].join('\n')}\n`
}

function card(item: Item, vignette: Case | undefined, context: FormatContext): { front: string, back: string } {
  const image = ({ source, alt }: QuizImage) => {
    const { mime, bytes, width, height } = context.figures.get(source)!
    // Text cannot bring files; Anki shows pictures that stand in the card itself.
    return `<img src="data:${mime};base64,${Buffer.from(bytes).toString('base64')}" alt="${escapeHtml(alt)}" width="${width}" height="${height}">`
  }
  const html = (text: RichText | undefined) => text ? toHtml(text, { citation: superscripts(context), image }) : ''
  const list = (parts: readonly string[], tag = 'ul') => `<${tag}>${parts.map(part => `<li>${part}</li>`).join('')}</${tag}>`
  const keys = (options: readonly Option[]) => options.filter(option => option.key).map(option => `<strong>${html(option.text)}</strong>${html(option.feedback)}`)
  const references = itemReferences(item, context)
  const { shown, answer } = sides()
  return {
    front: [html(vignette?.title), html(vignette?.detail), ...questionTexts(item).map(text => text === item.stem ? `<p>${html(text)}</p>` : html(text)), shown].filter(Boolean).join(''),
    back: [answer, html(item.rationale), references.length ? `<small>${references.join('<br>')}</small>` : ''].filter(Boolean).join('<br>'),
  }

  function sides(): { shown: string, answer: string } {
    switch (item.type) {
      case 'single':
      case 'multiple':
        return { shown: list(item.options.map(option => html(option.text)), 'ol'), answer: list(keys(item.options)) }
      case 'true-false':
        return { shown: item.options.map(option => html(option.text)).join(' / '), answer: list(keys(item.options)) }
      case 'matching':
        return { shown: list(item.prompts.map(html)) + list(item.choices.map(html)), answer: list(item.prompts.map((prompt, row) => `${html(prompt)} – <strong>${html(item.choices[item.key[row]!])}</strong>`)) }
      case 'ordering':
        return { shown: list(item.choices.map(html)), answer: list(item.key.map(choice => html(item.choices[choice])), 'ol') }
      case 'numeric': {
        const { value, tolerance, unit } = item.answer
        return { shown: unit ? `<p>(${escapeHtml(unit)})</p>` : '', answer: `<strong>${value}${tolerance ? ` ± ${tolerance}` : ''}${unit ? ` ${escapeHtml(unit)}` : ''}</strong>` }
      }
      case 'fill-in':
        return { shown: '', answer: list(item.blanks.map(blank => blank.accepts.map(html).join(' / ')), 'ol') }
      case 'hot-spot':
        return { shown: image(item.image) + list(item.regions.map(region => html(region.text)), 'ol'), answer: list(keys(item.regions)) }
      case 'likert':
      case 'free-text':
      case 'commitment':
        return { shown: '', answer: '' }
    }
  }
}

/** A field in quotes: a tab, a line break or a quote inside it ends nothing. */
function field(text: string): string {
  return `"${text.replace(/\s*[\t\n]\s*/g, ' ').replace(/"/g, '""')}"`
}
