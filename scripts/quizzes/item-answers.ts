import type { Block } from './block.ts'
import type { ChoiceItem, Item, ItemBase, ItemType, Option, QuizKind, Region, Shape } from './quiz-model.ts'
import type { QuizReport } from './quiz-report.ts'
import type { RichText } from './rich-text.ts'
import { toBlocks } from './block.ts'
import { comparable } from './grade.ts'
import { keepable, named, oneLine, readEntry, readQuote } from './item-texts.ts'
import { parseInline } from './quiz-markdown.ts'
import { createChoiceItem, createCommitmentItem, createFillInItem, createFreeTextItem, createHotSpotItem, createLikertItem, createMatchingItem, createNumericItem, createOption, createOrderingItem } from './quiz-model.ts'
import { inlineText } from './rich-text.ts'

/** The block that holds an item's answers; undefined for types that are answered by typing. */
export const answerBlock: Record<ItemType, string | undefined> = {
  'single': 'bullet_list',
  'multiple': 'bullet_list',
  'true-false': 'bullet_list',
  'likert': 'bullet_list',
  'matching': 'table',
  'ordering': 'ordered_list',
  'numeric': undefined,
  'fill-in': 'ordered_list',
  'hot-spot': 'bullet_list',
  'free-text': undefined,
  'commitment': 'bullet_list',
}

export interface AnswerContext {
  type: ItemType
  kind: QuizKind
  /** Line of the heading, from 0. */
  headingLine: number
  /** The attribute `answer`, of a numeric item. */
  answer?: string
  /** The attribute `match=exact`, of a fill-in item. */
  exact: boolean
  /** The attribute `within`, of a commitment. */
  within?: string
  /** The paragraph above the regions of a hot-spot. */
  picture?: RichText
  report: QuizReport
}

const answerWords: Record<ItemType, string> = {
  'single': 'options',
  'multiple': 'options',
  'true-false': 'options',
  'likert': 'points of a scale',
  'matching': 'table to match',
  'ordering': 'numbered list to order',
  'numeric': 'answer',
  'fill-in': 'numbered list of right answers',
  'hot-spot': 'regions',
  'free-text': 'answer',
  'commitment': 'changes',
}

const answerMend: Record<ItemType, string> = {
  'single': 'Write a task list below the heading: "- [x] the key", "- [ ] a distractor".',
  'multiple': 'Write a task list below the heading: "- [x]" for each key, "- [ ]" for the others.',
  'true-false': 'Write "- [x] True" and "- [ ] False" (or the other way round) below the heading.',
  'likert': 'Write the points of the scale as a bullet list below the heading.',
  'matching': 'Write a table of two columns; each row holds what belongs together.',
  'ordering': 'Write the entries as a numbered list in the right order.',
  'numeric': 'Add answer="4.5 ± 0.1 mg" to the heading.',
  'fill-in': 'Write ___ for each blank and below the question a numbered list, one entry a blank: "1. mu | μ | mu-opioid".',
  'hot-spot': 'Write a task list; each option ends with its region in percent of the picture: "- [x] Upper pouch `rect 20 10 30 15`".',
  'free-text': '',
  'commitment': '',
}

/** Builds the item of its type. Undefined when a problem was reported. */
export function readAnswers(base: ItemBase, block: Block | undefined, context: AnswerContext): Item | undefined {
  const { type, report, headingLine } = context
  if (type === 'free-text')
    return createFreeTextItem(base)
  if (type === 'numeric')
    return readNumeric(base, context)
  if (type === 'commitment')
    return readCommitment(base, block, context)
  if (!block)
    return report.error('no-answers', headingLine, `The item has no ${answerWords[type]}.`, answerMend[type])
  if (type === 'matching')
    return readMatching(base, block, report)
  const entries = toBlocks(block.inner)
  if (type === 'ordering')
    return readOrdering(base, entries, context)
  if (type === 'fill-in')
    return readFillIn(base, entries, context)
  if (type === 'hot-spot')
    return readHotSpot(base, entries, context)
  return type === 'likert' ? readLikert(base, entries, context) : readChoices(base, type, entries, context)
}

const TASK = /^\[([ x])\][ \t]+(\S.*)$/is

function readChoices(base: ItemBase, type: ChoiceItem['type'], entries: readonly Block[], context: AnswerContext): Item | undefined {
  const { report } = context
  const options = entries.map(entry => readOption(entry, report))
  if (!every(options))
    return undefined
  const sound = [
    differ(options.map(option => option.text), entries, 'option', report),
    rightNumber(type, options, context),
    context.kind === 'evaluation' ? noKeys(options, entries, context) : rightKeys(type, options, entries, context),
  ].every(Boolean)
  return sound ? createChoiceItem(type, base, options) : undefined
}

function readOption(entry: Block, report: QuizReport): Option | undefined {
  const [first, second, ...more] = toBlocks(entry.inner)
  const content = first?.type === 'paragraph' ? oneLine(first, report) : ''
  if (content === undefined)
    return undefined
  const task = TASK.exec(content)
  if (!task)
    return report.error('not-a-task-list', entry.line, 'This option does not begin with "[ ]" or "[x]" and a text.', 'Write "- [x] text" for a key and "- [ ] text" for a distractor.')
  const stray = second?.type === 'blockquote' ? more[0] : second
  if (stray)
    return report.error('option-content', stray.line, `${named(stray)} cannot stand here: an option is one paragraph and, indented under it, one block quote of feedback.`, 'Join the paragraphs, or put the text into the block quote.')
  const text = keepable(task[2]!.trim(), entry.line, report)
  const feedback = second && readQuote(second, 'feedback', report)
  if (text === undefined || (second && !feedback))
    return undefined
  return createOption({ text: inlineText(text), key: task[1] !== ' ', feedback })
}

function rightNumber(type: ChoiceItem['type'], options: readonly Option[], { report, headingLine }: AnswerContext): boolean {
  const words = options.map(option => option.text.markdown).sort().join(' ')
  if (type === 'true-false' && words !== 'False True')
    return !!report.error('true-false-options', headingLine, 'A true-false item has exactly the options True and False.', 'Write "- [x] True" and "- [ ] False" (or the other way round), or remove type=true-false.')
  if (options.length < 2)
    return !!report.error('too-few-options', headingLine, 'The item has only one option.', 'Add distractors: three to five options work best.')
  return true
}

function rightKeys(type: ChoiceItem['type'], options: readonly Option[], entries: readonly Block[], { report, headingLine }: AnswerContext): boolean {
  const keys = entries.filter((_, index) => options[index]!.key)
  if (!keys.length)
    return !!report.error('no-key', headingLine, 'No option is marked as right.', 'Mark the key with "- [x]".')
  if (keys.length > 1 && type !== 'multiple')
    return !!report.error('two-keys', keys[1]!.line, `${keys.length} options are marked as right in an item with one right answer.`, 'Mark one, or add type=multiple to the heading.')
  return true
}

function noKeys(options: readonly Option[], entries: readonly Block[], { report }: AnswerContext): boolean {
  const index = options.findIndex(option => option.key)
  return index < 0 || !!report.error('key-in-evaluation', entries[index]!.line, 'An evaluation has no right answers, but this option is marked as one.', 'Write "- [ ]".')
}

function readMatching(base: ItemBase, table: Block, report: QuizReport): Item | undefined {
  const rows: RichText[][] = []
  let line = table.line
  for (const token of table.inner) {
    if (token.type === 'tr_open') {
      rows.push([])
      line = token.map?.[0] ?? line
    }
    if (token.type === 'inline') {
      const cell = token.content.trim()
      if (!cell)
        report.error('empty-text', line, 'This cell is empty.', 'Give every row a prompt and its match.')
      else if (keepable(cell, line, report) !== undefined)
        rows.at(-1)!.push(inlineText(cell))
    }
  }
  const columns = table.inner.filter(token => token.type === 'th_open').length
  if (columns !== 2)
    return report.error('matching-columns', table.line, `The table to match has ${columns} columns.`, 'Give it two: what is asked, and what belongs to it.')
  if (rows.some(row => row.length !== 2))
    return undefined
  const [heads, ...pairs] = rows as [RichText, RichText][]
  if (pairs.length < 2)
    return report.error('too-few-options', table.line, 'There are fewer than two rows to match.', 'Add rows: three to six work best.')
  const prompts = pairs.map(pair => pair[0])
  if (new Set(prompts.map(prompt => prompt.markdown)).size < prompts.length)
    return report.error('duplicate-option', table.line, 'Two rows of the table ask the same.', 'Make the cells of the left column differ.')
  if (new Set(pairs.map(pair => pair[1].markdown)).size < 2)
    return report.error('duplicate-option', table.line, 'All rows have the same match.', 'Make the cells of the right column differ.')
  return createMatchingItem(base, heads!, pairs)
}

function readOrdering(base: ItemBase, entries: readonly Block[], { report, headingLine }: AnswerContext): Item | undefined {
  const texts = entries.map(entry => readEntry(entry, 'entry to order', report))
  if (!every(texts))
    return undefined
  if (texts.length < 3)
    return report.error('too-few-options', headingLine, 'There are fewer than three entries to order.', 'Add entries: four to six work best.')
  return differ(texts, entries, 'entry', report) ? createOrderingItem(base, texts) : undefined
}

function readLikert(base: ItemBase, entries: readonly Block[], context: AnswerContext): Item | undefined {
  const points = readUnboxed(entries, 'point of the scale', 'The points of a scale have no boxes.', context.report)
  if (!points)
    return undefined
  if (points.length < 2)
    return context.report.error('too-few-options', context.headingLine, 'The scale has only one point.', 'Add points: five are usual.')
  return differ(points, entries, 'point', context.report) ? createLikertItem(base, points) : undefined
}

function readCommitment(base: ItemBase, block: Block | undefined, { within, report }: AnswerContext): Item | undefined {
  const entries = block ? toBlocks(block.inner) : []
  const changes = readUnboxed(entries, 'change', 'The changes to choose from have no boxes: none is right.', report)
  return changes && differ(changes, entries, 'change', report) ? createCommitmentItem(base, changes, within) : undefined
}

function readUnboxed(entries: readonly Block[], what: string, message: string, report: QuizReport): RichText[] | undefined {
  const texts = entries.map((entry) => {
    const text = readEntry(entry, what, report)
    return text && /^\[[ x]\]/i.test(text.markdown)
      ? report.error('key-in-scale', entry.line, message, 'Remove "[ ]", or use type=single.')
      : text
  })
  return every(texts) ? texts : undefined
}

function readFillIn(base: ItemBase, entries: readonly Block[], { exact, report, headingLine }: AnswerContext): Item | undefined {
  const blanks = entries.map(entry => readVariants(entry, exact, report))
  if (!every(blanks))
    return undefined
  const written = base.stem.blanks + (base.detail?.blanks ?? 0)
  if (blanks.length !== Math.max(written, 1))
    return report.error('blanks', headingLine, `The question has ${written || 'no'} ${written === 1 ? 'blank' : 'blanks'} (___), but the list below it has ${blanks.length} ${blanks.length === 1 ? 'entry' : 'entries'}.`, 'Write one numbered entry for each ___; without any, one entry.')
  return createFillInItem(base, blanks.map(accepts => ({ accepts })), exact)
}

function readVariants(entry: Block, exact: boolean, report: QuizReport): RichText[] | undefined {
  const whole = readEntry(entry, 'right answer', report)
  if (!whole)
    return undefined
  const variants = whole.markdown.split(/(?<!\\)\|/).map((variant) => {
    const plain = variant.trim().replaceAll('\\|', '|')
    if (!plain)
      return report.error('empty-text', entry.line, 'A variant of this right answer is empty.', 'Remove the "|" beside it.')
    const text = keepable(plain, entry.line, report) === undefined ? undefined : inlineText(plain)
    return text && !isPlain(plain)
      ? report.error('variant-marks', entry.line, `Learners cannot type the marks of "${plain.slice(0, 60)}".`, 'Write it as plain text, with a backslash before marks that are meant literally.')
      : text
  })
  if (!every(variants))
    return undefined
  const words = variants.map(variant => comparable(variant.text, exact))
  const copy = words.findIndex((word, index) => words.indexOf(word) < index)
  return copy < 0 ? variants : report.error('duplicate-option', entry.line, `"${variants[copy]!.text.slice(0, 60)}" is accepted already.`, 'Remove it; capitals, spaces and kinds of hyphens are not compared.')
}

const REGION = /^(rect|circle|poly)((?: -?\d{1,3}(?:\.\d{1,4})?){3,40})$/

function readHotSpot(base: ItemBase, entries: readonly Block[], context: AnswerContext): Item | undefined {
  const { picture, report, headingLine } = context
  if (picture?.images.length !== 1 || picture.parts.some(part => typeof part === 'string' ? !/^(?:<\/?p>)*$/.test(part.trim()) : !('image' in part)))
    return report.error('hot-spot-picture', headingLine, 'A hot-spot has one picture, alone in the paragraph above its regions.', 'Write the picture as ![What it shows](knee.png), with an empty line above and below.')
  const regions = entries.map(entry => readRegion(entry, report))
  if (!every(regions))
    return undefined
  const texts = regions.map(region => region.text)
  const sound = [
    differ(texts, entries, 'region', report),
    rightNumber('single', regions, context),
    rightKeys('single', regions, entries, context),
  ].every(Boolean)
  return sound ? createHotSpotItem(base, picture, regions) : undefined
}

function readRegion(entry: Block, report: QuizReport): Region | undefined {
  const option = readOption(entry, report)
  if (!option)
    return undefined
  const { markdown } = option.text
  const from = markdown.lastIndexOf('`', markdown.length - 2)
  const code = parseInline(markdown)[0]?.children?.at(-1)
  const words = markdown.slice(0, Math.max(from, 0)).trim()
  const found = code?.type === 'code_inline' && markdown.slice(from) === `\`${code.content}\`` ? REGION.exec(code.content) : null
  const shape = found && toShape(found[1]!, found[2]!.trim().split(' ').map(Number))
  if (!shape || !words)
    return report.error('region', entry.line, 'The option does not end with a region inside the picture, after words that name it.', 'End it with `rect x y width height`, `circle x y radius` or `poly x y x y x y`, in percent of the picture from its upper left corner.')
  const text = keepable(words, entry.line, report)
  return text === undefined ? undefined : { ...option, text: inlineText(text), shape }
}

/** Undefined for a wrong count of numbers and for a region that leaves the picture. */
function toShape(kind: string, numbers: readonly number[]): Shape | undefined {
  const [x, y, third, fourth] = numbers as [number, number, number, number]
  const inside = (...values: number[]) => values.every(value => value >= 0 && value <= 100)
  if (kind === 'rect')
    return numbers.length === 4 && third > 0 && fourth > 0 && inside(x, y, x + third, y + fourth) ? { kind, x, y, width: third, height: fourth } : undefined
  if (kind === 'circle')
    return numbers.length === 3 && third > 0 && inside(x, y, third) ? { kind, x, y, radius: third } : undefined
  if (numbers.length < 6 || numbers.length % 2 || !inside(...numbers))
    return undefined
  return { kind: 'poly', points: Array.from({ length: numbers.length / 2 }, (_, index) => [numbers[2 * index]!, numbers[2 * index + 1]!] as const) }
}

/** True when nothing of a text is a mark. */
function isPlain(markdown: string): boolean {
  return (parseInline(markdown)[0]?.children ?? []).every(token => token.type === 'text')
}

const NUMERIC = /^([-−+]?\d+(?:\.\d+)?)(?:\s*(?:±|\+\/-)\s*(\d+(?:\.\d+)?))?(?:\s+(\S.*))?$/

function readNumeric(base: ItemBase, { answer, report, headingLine }: AnswerContext): Item | undefined {
  const found = answer === undefined ? null : NUMERIC.exec(answer.trim())
  if (!found)
    return report.error('numeric-answer', headingLine, answer === undefined ? 'The numeric item has no answer.' : `"${answer}" is not a number with a tolerance and a unit.`, answerMend.numeric)
  return createNumericItem(base, { value: Number(found[1]!.replace('−', '-')), tolerance: Number(found[2] ?? 0), unit: found[3]?.trim() })
}

function differ(texts: readonly RichText[], entries: readonly Block[], what: string, report: QuizReport): boolean {
  const words = texts.map(text => text.text)
  const seen = new Set<string>()
  const copy = words.findIndex(word => seen.size === seen.add(word).size)
  return copy < 0 || !!report.error('duplicate-option', entries[copy]!.line, `This ${what} says the same as another: "${words[copy]!.slice(0, 60)}".`, `Make every ${what} differ.`)
}

function every<T>(values: (T | undefined)[]): values is T[] {
  return !values.includes(undefined)
}
