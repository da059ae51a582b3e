import type { QuizEntry } from './quiz-entries.ts'
import type { Item, Option, Pool, Quiz, Shape } from './quiz-model.ts'
import type { RichText } from './rich-text.ts'
import { Document, isSeq } from 'yaml'
import { partialTypesOf } from './grade.ts'
import { quizEntries } from './quiz-entries.ts'
import { partialTypes } from './quiz-model.ts'

/** Writes a quiz as Markdown, in one spelling; reading it again gives the same quiz, line numbers aside. */
export function printQuiz(quiz: Quiz): string {
  const shuffle = (['questions', 'options'] as const).filter(what => quiz.shuffle[what])
  const partial = partialTypesOf(quiz.grading)
  const frontMatter = new Document({
    title: quiz.title,
    kind: quiz.kind,
    ...(quiz.sealed === undefined ? {} : { sealed: quiz.sealed }),
    ...(quiz.passMark === undefined ? {} : { passMark: `${quiz.passMark}%` }),
    ...(shuffle.length ? { shuffle } : {}),
    ...(quiz.seed === undefined ? {} : { seed: quiz.seed }),
    ...(quiz.pool ? printPool(quiz.pool) : {}),
    ...(partial.length ? { partialCredit: partial.length === partialTypes.length ? 'all' : partial } : {}),
    ...(quiz.intro ? { intro: quiz.intro.markdown } : {}),
  })
  // Lists of a few words read better on one line.
  for (const key of ['shuffle', 'partialCredit']) {
    const node = frontMatter.get(key, true)
    if (isSeq(node))
      node.flow = true
  }
  return `---\n${frontMatter.toString({ lineWidth: 0, flowCollectionPadding: false })}---\n\n${quizEntries(quiz).map(printEntry).join('\n\n')}\n`
}

function printPool({ draw, of, strata }: Pool): object {
  return { draw: strata ? Object.fromEntries(strata.map(stratum => [stratum.objective, `${stratum.draw} of ${stratum.of}`])) : `${draw} of ${of}` }
}

function printEntry({ vignette, items }: QuizEntry): string {
  if (!vignette)
    return items.map(item => printItem(item, '##')).join('\n\n')
  return [`## ${vignette.title.markdown} {#${vignette.id} type=case}`, vignette.detail?.markdown, ...items.map(item => printItem(item, '###'))].filter(Boolean).join('\n\n')
}

function printItem(item: Item, level: string): string {
  return [
    `${level} ${item.stem.markdown} {${printAttributes(item)}}`,
    item.detail?.markdown,
    item.type === 'hot-spot' && item.picture.markdown,
    printAnswers(item),
    item.rationale && quoted(item.rationale),
  ].filter(Boolean).join('\n\n')
}

function printAttributes(item: Item): string {
  const attributes = [`#${item.id}`]
  const add = (name: string, value: string) => attributes.push(`${name}=${/^[^\s"]+$/.test(value) ? value : `"${value}"`}`)
  if (item.objectives.length)
    add('objective', item.objectives.join(' '))
  if (item.cites.length)
    add('cite', item.cites.join(' '))
  if (item.type !== 'single')
    add('type', item.type)
  if (item.type === 'numeric') {
    const { value, tolerance, unit } = item.answer
    add('answer', `${decimal(value)}${tolerance ? ` ± ${decimal(tolerance)}` : ''}${unit ? ` ${unit}` : ''}`)
  }
  if (item.type === 'fill-in' && item.exact)
    add('match', 'exact')
  if (item.type === 'commitment' && item.within)
    add('within', item.within)
  if (item.optional)
    add('optional', 'yes')
  return attributes.join(' ')
}

function printAnswers(item: Item): string | undefined {
  switch (item.type) {
    case 'single':
    case 'multiple':
    case 'true-false':
      return item.options.map(option => printOption(option)).join('\n')
    case 'matching':
      return [item.heads, ['---', '---'], ...item.prompts.map((prompt, row) => [prompt, item.choices[item.key[row]!]!])]
        .map(([left, right]) => `| ${cell(left!)} | ${cell(right!)} |`)
        .join('\n')
    case 'ordering':
      return item.key.map((choice, place) => `${place + 1}. ${item.choices[choice]!.markdown}`).join('\n')
    case 'likert':
      return item.points.map(point => `- ${point.markdown}`).join('\n')
    case 'commitment':
      return item.changes.map(change => `- ${change.markdown}`).join('\n')
    case 'fill-in':
      return item.blanks.map((blank, place) => `${place + 1}. ${blank.accepts.map(variant => variant.markdown.replace(/\|/g, '\\|')).join(' | ')}`).join('\n')
    case 'hot-spot':
      return item.regions.map(region => printOption(region, ` \`${printShape(region.shape)}\``)).join('\n')
    case 'numeric':
    case 'free-text':
      return undefined
  }
}

function printOption(option: Option, end = ''): string {
  const line = `- [${option.key ? 'x' : ' '}] ${option.text.markdown}${end}`
  return option.feedback ? `${line}\n${quoted(option.feedback).replace(/^/gm, '  ')}` : line
}

/** A region as it is written: `rect x y width height`, `circle x y radius`, `poly x y x y x y`. */
export function printShape(shape: Shape): string {
  switch (shape.kind) {
    case 'rect':
      return `rect ${[shape.x, shape.y, shape.width, shape.height].map(decimal).join(' ')}`
    case 'circle':
      return `circle ${[shape.x, shape.y, shape.radius].map(decimal).join(' ')}`
    case 'poly':
      return `poly ${shape.points.flat().map(decimal).join(' ')}`
  }
}

function quoted(text: RichText): string {
  return text.markdown.replace(/^(?=.)/gm, '> ').replace(/^$/gm, '>')
}

function cell(text: RichText | string): string {
  return typeof text === 'string' ? text : text.markdown.replace(/\|/g, '\\|')
}

/** Without an exponent, which the grammar does not know. */
function decimal(number: number): string {
  return number.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 20 })
}
