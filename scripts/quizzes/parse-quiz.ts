import type { Problem } from '../course/problem.ts'
import type { Block } from './block.ts'
import type { Attribute } from './item-attributes.ts'
import type { Item, ItemType, Quiz, QuizKind } from './quiz-model.ts'
import type { QuizReport } from './quiz-report.ts'
import { toBlocks } from './block.ts'
import { readFrontMatter } from './front-matter.ts'
import { answerBlock, readAnswers } from './item-answers.ts'
import { listed, readHeading } from './item-attributes.ts'
import { keepable, named, readDetail, readQuote } from './item-texts.ts'
import { parseBlocks } from './quiz-markdown.ts'
import { createQuiz, itemTypes } from './quiz-model.ts'
import { createReport } from './quiz-report.ts'
import { blockText, inlineText } from './rich-text.ts'

export interface ParsedQuiz {
  /** Undefined when there is any problem: half a quiz would grade wrongly. */
  quiz?: Quiz
  problems: Problem[]
}

/**
 * Reads a quiz. Never throws and never guesses: what can be read in two ways is a problem with its line and the mend.
 * @param text the whole source.
 * @param file path of the source, for problems.
 */
export function parseQuiz(text: string, file: string): ParsedQuiz {
  const source = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  const { data, body, bodyLine, problems } = readFrontMatter(source, file)
  const report = createReport(file, body, bodyLine)
  const items = readItems(toBlocks(parseBlocks(body)), data?.kind, report)
  const intro = data?.intro === undefined ? undefined : readIntro(data.intro, file, report)

  if (data?.kind === 'evaluation' && data.passMark !== undefined)
    problems.push({ rule: 'quizzes-pass-mark-not-here', severity: 'error', file, line: 1, column: 1, message: 'An evaluation has no right answers and so no pass mark.', mend: 'Remove passMark, or change the kind.' })
  problems.push(...report.problems)
  if (!data || problems.length)
    return { problems }
  const { title, kind, passMark, shuffle } = data
  const shuffled = { questions: shuffle.includes('questions'), options: shuffle.includes('options') }
  return { quiz: createQuiz({ file, title, kind, passMark, shuffle: shuffled, intro, items }), problems }
}

function readIntro(intro: string, file: string, report: QuizReport) {
  const paragraphs = intro.split(/\n[ \t]*\n/).map(paragraph => paragraph.replace(/\s*\n\s*/g, ' ').trim()).filter(Boolean)
  const own = createReport(file, intro, 0)
  const lines = paragraphs.map(paragraph => keepable(paragraph, 0, own))
  report.problems.push(...own.problems.map(problem => ({ ...problem, line: 1, column: 1, message: `In the intro: ${problem.message}` })))
  return blockText(lines.join('\n\n'))
}

function readItems(blocks: readonly Block[], kind: QuizKind | undefined, report: QuizReport): Item[] {
  const sections: { heading: Block, content: Block[] }[] = []
  for (const block of blocks) {
    if (block.type === 'heading' && block.open.tag === 'h2')
      sections.push({ heading: block, content: [] })
    else if (!sections.length)
      report.error('stray-content', block.line, `${named(block)} stands before the first question.`, 'Move it to "intro:" in the front matter, or make it a question: "## Stem {#id}".')
    else
      sections.at(-1)!.content.push(block)
  }
  if (!sections.length)
    report.error('no-items', 0, 'The quiz has no question.', 'Write at least one: "## Stem {#id}" and a task list.')

  const lines = new Map<string, number>()
  return sections.flatMap(({ heading, content }) => {
    const item = readItem(heading, content, kind, lines, report)
    return item ? [item] : []
  })
}

function readItem(heading: Block, content: Block[], kind: QuizKind | undefined, lines: Map<string, number>, report: QuizReport): Item | undefined {
  const before = report.problems.length
  const at = heading.line
  const { stem, attributes, unreadable } = readHeading(heading.inner[0]?.content ?? '')
  // Offsets count from the heading's text, which ends where the line ends.
  const columnOf = (offset: number) => report.lineText(at).indexOf(heading.inner[0]?.content ?? '') + offset + 1

  if (!stem)
    report.error('empty-stem', at, 'The heading asks nothing.', 'Write the question between ## and {#id}.')
  if (unreadable)
    report.error('bad-attribute', at, `"${unreadable.text}" is no attribute.`, 'Write #id and name=value, with quotes around values that hold spaces: {#methadone objective="LO4 LO5"}.', columnOf(unreadable.offset))
  const values = readAttributes(attributes ?? [], at, columnOf, report)
  const id = readId(values.id, attributes !== undefined, at, columnOf, lines, report)
  const type = readType(values, kind, at, columnOf, report)
  const objectives = checked(values.objective, /^LO\d+$/, 'an objective, such as LO5', at, columnOf, report)
  const cites = checked(values.cite, /^[\w:.-]+$/, 'a citation key', at, columnOf, report)
  if (!type)
    return undefined
  if (values.answer && type !== 'numeric')
    report.error('bad-attribute', at, 'Only a numeric item has the attribute "answer".', 'Add type=numeric, or remove it.', columnOf(values.answer.offset))

  const { detail, answers, rationale } = placeBlocks(content, type, report)
  const base = {
    id: id ?? '',
    line: headingLineInFile(report, at),
    stem: inlineText(stem && (keepable(stem, at, report) ?? '')),
    detail: readDetail(detail, report),
    objectives,
    cites,
    rationale: rationale && readQuote(rationale, 'rationale', report),
  }
  const item = readAnswers(base, answers, { type, kind: kind ?? 'practice', headingLine: at, answer: values.answer?.value, report })
  return report.problems.length === before ? item : undefined
}

function headingLineInFile(report: QuizReport, line: number): number {
  return report.bodyLine + line + 1
}

type Attributes = Partial<Record<'id' | 'objective' | 'cite' | 'type' | 'select' | 'answer', Attribute>>

function readAttributes(attributes: readonly Attribute[], at: number, columnOf: (offset: number) => number, report: QuizReport): Attributes {
  const known = ['id', 'objective', 'cite', 'type', 'select', 'answer']
  const values: Attributes = {}
  for (const attribute of attributes) {
    const name = attribute.name as keyof Attributes
    if (!known.includes(name))
      report.error('unknown-attribute', at, `Unknown attribute "${name}".`, `Use one of: #id, ${known.slice(1).join(', ')}.`, columnOf(attribute.offset))
    else if (values[name])
      report.error('duplicate-attribute', at, `The attribute "${name}" stands twice.`, 'Keep one; several values go between quotes: objective="LO4 LO5".', columnOf(attribute.offset))
    else
      values[name] = attribute
  }
  return values
}

function readId(id: Attribute | undefined, hasBraces: boolean, at: number, columnOf: (offset: number) => number, lines: Map<string, number>, report: QuizReport): string | undefined {
  if (!id)
    return report.error('missing-id', at, 'The item has no id.', hasBraces ? 'Add one between the braces: {#methadone}.' : 'Add one at the end of the heading: {#methadone}.')
  if (!/^[a-z][\w-]*$/i.test(id.value))
    return report.error('invalid-id', at, `"${id.value}" is no id.`, 'Use letters, digits and hyphens, a letter first: {#methadone-2}.', columnOf(id.offset))
  const first = lines.get(id.value)
  if (first !== undefined)
    return report.error('duplicate-id', at, `The id "${id.value}" is taken by the item in line ${headingLineInFile(report, first)}.`, 'Give every item its own id.', columnOf(id.offset))
  lines.set(id.value, at)
  return id.value
}

function readType({ type, select }: Attributes, kind: QuizKind | undefined, at: number, columnOf: (offset: number) => number, report: QuizReport): ItemType | undefined {
  if (select && select.value !== 'all')
    return report.error('bad-attribute', at, `select=${select.value} is unknown.`, 'Write select=all (the same as type=multiple), or remove it.', columnOf(select.offset))
  if (select && type && type.value !== 'multiple')
    return report.error('bad-attribute', at, `select=all contradicts type=${type.value}.`, 'Keep one of them.', columnOf(select.offset))
  const name = (type?.value ?? (select ? 'multiple' : 'single')) as ItemType
  const column = type && columnOf(type.offset)
  if (!itemTypes.includes(name))
    return report.error('unknown-type', at, `Unknown type "${name}".`, `Use one of: ${itemTypes.join(', ')}.`, column)
  const survey = name === 'likert' || name === 'free-text'
  if (survey && kind && kind !== 'evaluation')
    return report.error('type-not-here', at, `An item of type ${name} has no right answer, so it cannot stand in a ${kind}.`, 'Move it to the evaluation, or change its type.', column)
  if (!survey && kind === 'evaluation' && !['single', 'multiple', 'true-false'].includes(name))
    return report.error('type-not-here', at, `An item of type ${name} has a right answer, so it cannot stand in an evaluation.`, 'Use single, multiple, likert or free-text.', column)
  return name
}

function checked(attribute: Attribute | undefined, pattern: RegExp, what: string, at: number, columnOf: (offset: number) => number, report: QuizReport): string[] {
  if (!attribute)
    return []
  const words = listed(attribute.value)
  if (!words.length)
    report.error('bad-attribute', at, `The attribute "${attribute.name}" is empty.`, 'Give it a value, or remove it.', columnOf(attribute.offset))
  for (const word of words) {
    if (!pattern.test(word))
      report.error('bad-attribute', at, `"${word}" is not ${what}.`, 'Correct its spelling.', columnOf(attribute.offset))
  }
  return [...new Set(words)]
}

/** Sorts an item's blocks into detail, answers and rationale, in this order. */
function placeBlocks(content: readonly Block[], type: ItemType, report: QuizReport): { detail: Block[], answers?: Block, rationale?: Block } {
  const wanted = answerBlock[type]
  const found = wanted ? content.filter(block => block.type === wanted) : []
  if (found.length > 1) {
    const split = wanted === 'bullet_list' && content.some(block => block.type === 'blockquote' && block.line < found[1]!.line)
    report.error('two-answer-blocks', found[1]!.line, `The item has ${found.length} ${wanted === 'table' ? 'tables' : 'lists'}, and it is not clear which one holds the answers.`, split
      ? 'Indent the block quote above by two spaces, so that it belongs to its option.'
      : 'Keep one; join lists that a blank line and another marker have parted.')
  }
  const answers = found[0]
  const from = answers ? content.indexOf(answers) : content.findIndex(block => block.type === 'blockquote')
  const end = from < 0 ? content.length : from
  const [rationale, ...stray] = content.slice(answers ? end + 1 : end)
  const misplaced = rationale && rationale.type !== 'blockquote' ? [rationale, ...stray] : stray
  const first = misplaced.find(block => found.length < 2 || block.type !== wanted)
  if (first && found.length < 2)
    report.error('stray-content', first.line, `${named(first)} cannot stand here: after the answers comes one block quote, the rationale, and nothing else.`, first.type === 'blockquote' ? 'Join the block quotes with a line of ">", or indent the one that belongs to an option.' : 'Move it above the answers or into the block quote.')
  if (rationale?.type === 'blockquote' && (type === 'likert' || type === 'free-text'))
    report.error('stray-content', rationale.line, `An item of type ${type} has no right answer and so no rationale.`, 'Remove the block quote.')
  return { detail: content.slice(0, end), answers, rationale: rationale?.type === 'blockquote' ? rationale : undefined }
}
