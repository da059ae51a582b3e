import type { Item, Quiz } from '../../../quizzes/quiz-model.ts'
import type { RichText, TextRenderers } from '../../../quizzes/rich-text.ts'
import { escapeHtml } from '../../../html/escape-html.ts'
import { toHtml } from '../../../quizzes/rich-text.ts'
import { partHeading } from '../shell.ts'

/** Citations would tell where the answer is; a picture is its description; a blank is a rule to write on. */
const plain: TextRenderers = {
  citation: () => '',
  image: ({ alt }) => `<em>[Picture: ${escapeHtml(alt)}]</em>`,
  blank: () => '<span class="blank">_________</span>',
}

/**
 * The questions of the post-test to answer on paper. Keys, feedback and rationale are not read at all, and what a key
 * would show in its order (matching, ordering) comes in the order of the words.
 */
export function questionsHtml(quiz: Quiz): string {
  const cases = new Map(quiz.cases.map(vignette => [vignette.id, vignette]))
  let lastCase: string | undefined
  const items = quiz.items.map((item, index) => {
    const vignette = item.caseId !== lastCase && item.caseId !== undefined ? cases.get(item.caseId) : undefined
    lastCase = item.caseId
    const intro = vignette ? `<div class="case"><h2>${words(vignette.title)}</h2>${vignette.detail ? words(vignette.detail) : ''}</div>` : ''
    return `${intro}${itemHtml(item, index + 1)}`
  })
  return `<section class="part questions" style="page: questions">
${partHeading('questions', quiz.title)}
${quiz.intro ? `<div class="lead">${words(quiz.intro)}</div>` : ''}
<p class="lead">The questions only: answers and reasons are given in the course, after the test.</p>
${items.join('\n')}
</section>`
}

function itemHtml(item: Item, number: number): string {
  return `<article class="question"><h2><span class="number">${number}.</span> ${words(item.stem)}</h2>
${item.detail ? `<div class="detail">${words(item.detail)}</div>` : ''}
${answerHtml(item)}</article>`
}

function answerHtml(item: Item): string {
  switch (item.type) {
    case 'single':
    case 'true-false':
      return choices(item.options.map(option => option.text), '○', 'One answer.')
    case 'multiple':
      return choices(item.options.map(option => option.text), '□', 'All that apply.')
    case 'hot-spot':
      return choices(item.regions.map(region => region.text), '○', `One place in the picture: ${item.image.alt}.`)
    case 'likert':
      return choices(item.points, '○', 'One answer.')
    case 'commitment':
      return choices(item.changes, '□', 'All that apply.') + lines(2)
    case 'matching':
      return `<table class="matching"><thead><tr><th scope="col">${words(item.heads[0])}</th><th scope="col">Letter</th></tr></thead>
<tbody>${item.prompts.map(prompt => `<tr><th scope="row">${words(prompt)}</th><td class="blank">_____</td></tr>`).join('\n')}</tbody></table>
<p class="instruction">${words(item.heads[1])}:</p>
${lettered(item.choices)}`
    case 'ordering':
      return `<p class="instruction">Number them in the right order.</p>${choices(item.choices, '____', '')}`
    case 'numeric':
      return `<p class="blank">______________ ${escapeHtml(item.answer.unit ?? '')}</p>`
    case 'fill-in':
      return item.stem.blanks + (item.detail?.blanks ?? 0) > 0 ? '' : '<p class="blank">______________</p>'
    case 'free-text':
      return lines(4)
  }
}

function choices(texts: readonly RichText[], mark: string, instruction: string): string {
  return `${instruction === '' ? '' : `<p class="instruction">${escapeHtml(instruction)}</p>`}<ol class="choices">${texts.map(text => `<li><span class="box" aria-hidden="true">${mark}</span><span>${words(text)}</span></li>`).join('\n')}</ol>`
}

function lettered(texts: readonly RichText[]): string {
  return `<ol class="choices">${texts.map((text, index) => `<li><span class="letter">${String.fromCharCode(65 + index)}</span><span>${words(text)}</span></li>`).join('\n')}</ol>`
}

function lines(count: number): string {
  return `<div class="lines" aria-hidden="true">${'<div></div>'.repeat(count)}</div>`
}

function words(text: RichText): string {
  return toHtml(text, plain)
}
