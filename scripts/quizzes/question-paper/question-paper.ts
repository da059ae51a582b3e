import type { FormatContext } from '../quiz-format.ts'
import type { Item, Quiz } from '../quiz-model.ts'
import type { PaperForm } from './paper-form.ts'
import type { PaperText } from './paper-page.ts'
import type { PaperWords } from './paper-words.ts'
import { escapeHtml } from '../../html/escape-html.ts'
import { passMarkOf } from '../quiz-features.ts'
import { letter, paperForm } from './paper-form.ts'
import { outlined, paperPage, paperText } from './paper-page.ts'
import { paperWords } from './paper-words.ts'

/** The questions, without anything that tells of the keys. */
export function questionPaper(quiz: Quiz, context: FormatContext): string {
  const words = paperWords(context.language)
  const text = paperText(context)
  const form = paperForm(quiz)
  const fields = quiz.kind === 'evaluation' ? '' : `<div class="fields"><span>${escapeHtml(words.name)}</span><span>${escapeHtml(words.date)}</span></div>`
  return paperPage(context, {
    heading: quiz.title,
    lead: [`<p class="hint">${[formName(quiz, form, words), passLine(quiz, form, context, words)].filter(Boolean).map(escapeHtml).join(' · ')}</p>`, fields, text.inline(quiz.intro)].join('\n'),
    body: form.entries.map(({ vignette, items }) => {
      const sections = items.map(item => question(item, form, context, text, words)).join('\n')
      return vignette ? `<div class="case"><header><p><strong>${text.inline(vignette.title)}</strong></p>${text.inline(vignette.detail)}</header>${sections}</div>` : sections
    }).join('\n'),
  })
}

/** Names the order that was printed; a quiz without any order to choose needs none. */
export function formName(quiz: Quiz, form: PaperForm, words: PaperWords): string {
  return quiz.pool || quiz.shuffle.questions || quiz.shuffle.options ? words.form.replace('%d', String(form.seed)) : ''
}

function passLine(quiz: Quiz, form: PaperForm, context: FormatContext, words: PaperWords): string {
  const percent = passMarkOf(quiz, context.passMark)
  const total = form.numbers.size
  return percent === undefined ? '' : words.pass.replace('%d', String(Math.ceil(total * percent / 100 - 1e-9))).replace('%t', String(total)).replace('%p', String(percent))
}

function question(item: Item, form: PaperForm, context: FormatContext, text: PaperText, words: PaperWords): string {
  return `<section>
<h2><span class="number">${form.numbers.get(item.id)}</span><span>${text.inline(item.stem)}</span></h2>
<div class="body">${text.inline(item.detail)}${answers(item, form, context, text, words)}</div>
</section>`
}

function answers(item: Item, form: PaperForm, context: FormatContext, text: PaperText, words: PaperWords): string {
  const hint = (word: string) => `<p class="hint">${escapeHtml(word)}</p>`
  const boxes = (labels: readonly string[], round: boolean) => `<ol class="options">${labels.map((label, index) => `<li><span class="box${round ? ' round' : ''}"></span><span>${letter(index)}</span><span>${label}</span></li>`).join('')}</ol>`
  const lines = '<div class="lines"></div>'
  switch (item.type) {
    case 'single':
      return hint(words.chooseOne) + boxes(form.options(item).map(index => text.inline(item.options[index]!.text)), true)
    case 'multiple':
      return hint(words.chooseAll) + boxes(form.options(item).map(index => text.inline(item.options[index]!.text)), false)
    case 'true-false':
      return boxes(item.options.map(option => text.inline(option.text)), true)
    case 'matching': {
      const prompts = item.prompts.map(prompt => `<li><span class="write">&nbsp;</span> ${text.inline(prompt)}</li>`).join('')
      const choices = item.choices.map((choice, index) => `<li>${letter(index)} ${text.inline(choice)}</li>`).join('')
      return `${hint(words.match)}<div class="matching"><div><strong>${text.inline(item.heads[0])}</strong><ol>${prompts}</ol></div><div><strong>${text.inline(item.heads[1])}</strong><ol>${choices}</ol></div></div>`
    }
    case 'ordering':
      return `${hint(words.order)}<ol class="options">${item.choices.map((choice, index) => `<li><span class="box"></span><span>${letter(index)}</span><span>${text.inline(choice)}</span></li>`).join('')}</ol>`
    case 'numeric':
      return `<p><span class="write">&nbsp;</span>${item.answer.unit ? ` ${escapeHtml(item.answer.unit)}` : ''}</p>`
    case 'fill-in':
      return item.stem.blanks || item.detail?.blanks ? '' : '<p><span class="write">&nbsp;</span></p>'
    case 'hot-spot':
      return hint(words.mark) + outlined(item.image, item.regions, context, text) + boxes(item.regions.map(region => text.inline(region.text)), true)
    case 'likert':
      return `<div class="scale">${item.points.map(point => `<span><span class="box round"></span>${text.inline(point)}</span>`).join('')}</div>`
    case 'free-text':
      return lines
    case 'commitment':
      return (item.changes.length ? hint(words.chooseAll) + boxes(item.changes.map(change => text.inline(change)), false) : '') + hint(`${words.own}${item.within ? ` (${words.within.replace('%s', item.within)})` : ''}:`) + lines
  }
}
