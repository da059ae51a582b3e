import type { Item, Option, Quiz } from './quiz-model.ts'
import type { RichText } from './rich-text.ts'
import { stringify } from 'yaml'

/** Writes a quiz as Markdown, in one spelling; reading it again gives the same quiz, line numbers aside. */
export function printQuiz(quiz: Quiz): string {
  const shuffle = (['questions', 'options'] as const).filter(what => quiz.shuffle[what])
  const frontMatter = stringify({
    title: quiz.title,
    kind: quiz.kind,
    ...(quiz.passMark === undefined ? {} : { passMark: `${quiz.passMark}%` }),
    ...(shuffle.length ? { shuffle } : {}),
    ...(quiz.intro ? { intro: quiz.intro.markdown } : {}),
  }, { lineWidth: 0 })
  return `---\n${frontMatter}---\n\n${quiz.items.map(printItem).join('\n\n')}\n`
}

function printItem(item: Item): string {
  return [
    `## ${item.stem.markdown} {${printAttributes(item)}}`,
    item.detail?.markdown,
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
  return attributes.join(' ')
}

function printAnswers(item: Item): string | undefined {
  switch (item.type) {
    case 'single':
    case 'multiple':
    case 'true-false':
      return item.options.map(printOption).join('\n')
    case 'matching':
      return [item.heads, ['---', '---'], ...item.prompts.map((prompt, row) => [prompt, item.choices[item.key[row]!]!])]
        .map(([left, right]) => `| ${cell(left!)} | ${cell(right!)} |`)
        .join('\n')
    case 'ordering':
      return item.key.map((choice, place) => `${place + 1}. ${item.choices[choice]!.markdown}`).join('\n')
    case 'likert':
      return item.points.map(point => `- ${point.markdown}`).join('\n')
    case 'numeric':
    case 'free-text':
      return undefined
  }
}

function printOption(option: Option): string {
  const line = `- [${option.key ? 'x' : ' '}] ${option.text.markdown}`
  return option.feedback ? `${line}\n${quoted(option.feedback).replace(/^/gm, '  ')}` : line
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
