import type { Problem } from '../course/problem.ts'
import type { Block } from './block.ts'
import type { Attribute } from './item-attributes.ts'
import type { Case, Item, ItemType, Quiz, QuizKind } from './quiz-model.ts'
import type { QuizReport } from './quiz-report.ts'
import type { RichText } from './rich-text.ts'
import { toBlocks } from './block.ts'
import { readFrontMatter } from './front-matter.ts'
import { answerBlock, readAnswers } from './item-answers.ts'
import { listed, readHeading } from './item-attributes.ts'
import { keepable, named, readDetail, readQuote } from './item-texts.ts'
import { itemTexts } from './quiz-citations.ts'
import { quizEntries } from './quiz-entries.ts'
import { parseBlocks } from './quiz-markdown.ts'
import { allOrNothing, createCase, createQuiz, itemTypes, partialTypes } from './quiz-model.ts'
import { createReport } from './quiz-report.ts'
import { readPool } from './read-pool.ts'
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
  const { items, cases } = readEntries(toBlocks(parseBlocks(body)), data?.kind, report)
  const intro = data?.intro === undefined ? undefined : readIntro(data.intro, file, report)

  if (data?.kind === 'evaluation' && data.passMark !== undefined)
    problems.push({ rule: 'quizzes-pass-mark-not-here', severity: 'error', file, line: 1, column: 1, message: 'An evaluation has no right answers and so no pass mark.', mend: 'Remove passMark, or change the kind.' })
  problems.push(...report.problems)
  const error = (rule: string, key: string, message: string, mend: string) => {
    const line = source.split('\n').findIndex(line => line.startsWith(`${key}:`)) + 1
    problems.push({ rule: `quizzes-${rule}`, severity: 'error', file, line: line || 1, column: 1, message, mend })
  }
  if (data?.sealed && data.kind === 'evaluation')
    error('sealed-not-here', 'sealed', 'An evaluation has no keys to seal.', 'Remove "sealed".')
  if (!data || problems.length)
    return { problems }
  const pool = data.draw === undefined ? undefined : readPool(data.draw, quizEntries({ items, cases }))
  if (pool && 'message' in pool) {
    error('draw', 'draw', pool.message, pool.mend)
    return { problems }
  }
  const { title, kind, passMark, shuffle, sealed, seed, partialCredit } = data
  const shuffled = { questions: shuffle.includes('questions'), options: shuffle.includes('options') }
  const grading = { ...allOrNothing, ...Object.fromEntries((partialCredit === 'all' ? partialTypes : partialCredit).map(type => [type, 'partial'])) }
  return { quiz: createQuiz({ file, title, kind, passMark, shuffle: shuffled, seed, grading, sealed, pool, intro, cases, items }), problems }
}

function readIntro(intro: string, file: string, report: QuizReport) {
  const own = createReport(file, intro, 0)
  const lines = paragraphsOf(intro).map(paragraph => keepable(paragraph, 0, own))
  const text = blockText(lines.join('\n\n'))
  refuseBlanks([text], 0, own)
  report.problems.push(...own.problems.map(problem => ({ ...problem, line: 1, column: 1, message: `In the intro: ${problem.message}` })))
  return text
}

/** Paragraphs of a plain text, each on one line. */
function paragraphsOf(text: string): string[] {
  const paragraphs: string[][] = [[]]
  for (const line of text.split('\n').map(line => line.trim())) {
    if (line)
      paragraphs.at(-1)!.push(line)
    else
      paragraphs.push([])
  }
  return paragraphs.filter(lines => lines.length).map(lines => lines.join(' '))
}

interface Section { heading: Block, content: Block[] }

/** Parts blocks at the headings of one level; what stands before the first goes to `before`. */
function sectionsOf(blocks: readonly Block[], tag: string): { before: Block[], sections: Section[] } {
  const before: Block[] = []
  const sections: Section[] = []
  for (const block of blocks) {
    if (block.type === 'heading' && block.open.tag === tag)
      sections.push({ heading: block, content: [] })
    else
      (sections.at(-1)?.content ?? before).push(block)
  }
  return { before, sections }
}

function readEntries(blocks: readonly Block[], kind: QuizKind | undefined, report: QuizReport): { items: Item[], cases: Case[] } {
  const { before, sections } = sectionsOf(blocks, 'h2')
  for (const block of before)
    report.error('stray-content', block.line, `${named(block)} stands before the first question.`, 'Move it to "intro:" in the front matter, or make it a question: "## Stem {#id}".')
  if (!sections.length)
    report.error('no-items', 0, 'The quiz has no question.', 'Write at least one: "## Stem {#id}" and a task list.')

  const lines = new Map<string, number>()
  const cases: Case[] = []
  const items = sections.flatMap((section) => {
    const head = readHead(section.heading, lines, report)
    if (head.values.type?.value !== 'case')
      return readItem(head, section.content, kind, report) ?? []
    const { before, sections: linked } = sectionsOf(section.content, 'h3')
    const vignette = readCase(head, before, linked.length, report)
    if (vignette)
      cases.push(vignette)
    return linked.flatMap(({ heading, content }) => readItem(readHead(heading, lines, report), content, kind, report, head.id) ?? [])
  })
  return { items, cases }
}

function readCase(head: Head, content: readonly Block[], items: number, report: QuizReport): Case | undefined {
  const before = report.problems.length
  const { at, values, columnOf, id } = head
  for (const name of ['objective', 'cite', 'select', 'answer', 'match', 'within', 'optional'] as const) {
    if (values[name])
      report.error('bad-attribute', at, `A case has no attribute "${name}".`, 'Give it to the questions of the case.', columnOf(values[name].offset))
  }
  if (!items)
    report.error('empty-case', at, 'The case has no question.', 'Write its questions below it as "### Stem {#id}".')
  const title = inlineText(head.stem && (keepable(head.stem, at, report) ?? ''))
  const detail = readDetail(content, report)
  refuseBlanks([title, detail], at, report)
  return report.problems.length === before ? createCase({ id: id ?? '', line: headingLineInFile(report, at), title, detail }) : undefined
}

function refuseBlanks(texts: readonly (RichText | undefined)[], at: number, report: QuizReport): void {
  if (texts.some(text => text?.blanks))
    report.error('stray-blank', at, 'Three underscores are a blank, which only the question of a fill-in item can hold.', 'Add type=fill-in, or write other marks (** for bold, \\_ for an underscore).')
}

/** What the line of a heading says. */
interface Head {
  /** Line of the heading, from 0 in the body. */
  at: number
  stem: string
  values: Attributes
  id: string | undefined
  columnOf: (offset: number) => number
}

function readHead(heading: Block, lines: Map<string, number>, report: QuizReport): Head {
  const at = heading.line
  const content = heading.inner[0]?.content ?? ''
  const { stem, attributes, unreadable } = readHeading(content)
  // Offsets count from the heading's text, which ends where the line ends.
  const start = report.lineText(at).indexOf(content) + 1
  const columnOf = (offset: number) => start + offset
  if (!stem)
    report.error('empty-stem', at, 'The heading asks nothing.', 'Write the question between ## and {#id}.')
  if (unreadable)
    report.error('bad-attribute', at, `"${unreadable.text}" is no attribute.`, 'Write #id and name=value, with quotes around values that hold spaces: {#methadone objective="LO4 LO5"}.', columnOf(unreadable.offset))
  const values = readAttributes(attributes ?? [], at, columnOf, report)
  return { at, stem, values, columnOf, id: readId(values.id, attributes !== undefined, at, columnOf, lines, report) }
}

function readItem(head: Head, content: Block[], kind: QuizKind | undefined, report: QuizReport, caseId?: string): Item | undefined {
  const before = report.problems.length
  const { at, stem, values, columnOf, id } = head
  const type = readType(values, kind, at, columnOf, report)
  const objectives = checked(values.objective, /^LO\d+$/, 'an objective, such as LO5', at, columnOf, report)
  const cites = checked(values.cite, /^[\w:.-]+$/, 'a citation key', at, columnOf, report)
  if (!type)
    return undefined
  for (const [name, owner] of [['answer', 'numeric'], ['match', 'fill-in'], ['within', 'commitment']] as const) {
    if (values[name] && type !== owner)
      report.error('bad-attribute', at, `Only an item of type ${owner} has the attribute "${name}".`, `Add type=${owner}, or remove it.`, columnOf(values[name].offset))
  }
  if (values.match && values.match.value !== 'exact')
    report.error('bad-attribute', at, `match=${values.match.value} is unknown.`, 'Write match=exact when capitals matter, or remove it.', columnOf(values.match.offset))
  if (values.within && !/^[^\s"{}][^"{}]{0,39}$/.test(values.within.value))
    report.error('bad-attribute', at, `"${values.within.value}" is no span of time.`, 'Write it in a few words: within="3 months".', columnOf(values.within.offset))

  if (values.optional && values.optional.value !== 'yes')
    report.error('bad-attribute', at, `optional=${values.optional.value} is unknown.`, 'Write optional=yes when the question may be left unanswered, or remove it.', columnOf(values.optional.offset))
  if (values.optional && kind && kind !== 'evaluation')
    report.error('bad-attribute', at, 'Only a question of an evaluation has the attribute "optional": in a test, what is left unanswered is not right.', 'Remove it.', columnOf(values.optional.offset))

  const { detail, answers, rationale, picture } = placeBlocks(content, type, report)
  const base = {
    id: id ?? '',
    line: headingLineInFile(report, at),
    stem: inlineText(stem && (keepable(stem, at, report) ?? '')),
    detail: readDetail(detail, report),
    objectives,
    cites,
    rationale: rationale && readQuote(rationale, 'rationale', report),
    ...caseId !== undefined && { caseId },
    ...values.optional && { optional: true as const },
  }
  const item = readAnswers(base, answers, {
    type,
    kind: kind ?? 'practice',
    headingLine: at,
    answer: values.answer?.value,
    exact: values.match !== undefined,
    within: values.within?.value.trim(),
    picture: picture && readDetail([picture], report),
    report,
  })
  if (item)
    refuseBlanks(item.type === 'fill-in' ? [item.rationale] : itemTexts(item), at, report)
  return report.problems.length === before ? item : undefined
}

function headingLineInFile(report: QuizReport, line: number): number {
  return report.bodyLine + line + 1
}

const known = ['id', 'objective', 'cite', 'type', 'select', 'answer', 'match', 'within', 'optional'] as const

type Attributes = Partial<Record<typeof known[number], Attribute>>

function readAttributes(attributes: readonly Attribute[], at: number, columnOf: (offset: number) => number, report: QuizReport): Attributes {
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
    return report.error('unknown-type', at, `Unknown type "${name}".`, `Use one of: ${itemTypes.join(', ')}${' or, with its questions as ###, case'}.`, column)
  const survey = isSurvey(name)
  if (survey && kind && kind !== 'evaluation')
    return report.error('type-not-here', at, `An item of type ${name} has no right answer, so it cannot stand in a ${kind}.`, 'Move it to the evaluation, or change its type.', column)
  if (!survey && kind === 'evaluation' && !['single', 'multiple', 'true-false'].includes(name))
    return report.error('type-not-here', at, `An item of type ${name} has a right answer, so it cannot stand in an evaluation.`, 'Use single, multiple, likert, free-text or commitment.', column)
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

/** True for types without a right answer. */
function isSurvey(type: ItemType): boolean {
  return type === 'likert' || type === 'free-text' || type === 'commitment'
}

interface Placed { detail: Block[], picture?: Block, answers?: Block, rationale?: Block }

/** Sorts an item's blocks into detail, picture (of a hot-spot), answers and rationale, in this order. */
function placeBlocks(content: readonly Block[], type: ItemType, report: QuizReport): Placed {
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
  if (rationale?.type === 'blockquote' && isSurvey(type))
    report.error('stray-content', rationale.line, `An item of type ${type} has no right answer and so no rationale.`, 'Remove the block quote.')
  const above = content.slice(0, end)
  const picture = type === 'hot-spot' && above.at(-1)?.type === 'paragraph' ? above.pop() : undefined
  return { detail: above, picture, answers, rationale: rationale?.type === 'blockquote' ? rationale : undefined }
}
