import type { Token } from 'markdown-it'
import type { Block } from './block.ts'
import type { QuizReport } from './quiz-report.ts'
import type { RichText } from './rich-text.ts'
import { toBlocks } from './block.ts'
import { imagesOf, parseBlocks } from './quiz-markdown.ts'
import { blockText, inlineText } from './rich-text.ts'

/**
 * A paragraph as one line of Markdown. Undefined, with a problem reported, when it is empty or when joining its lines
 * would give it another meaning.
 */
export function oneLine(paragraph: Block, report: QuizReport): string | undefined {
  const content = paragraph.inner[0]?.content ?? ''
  if (content.includes('\\\n') || content.includes('  \n'))
    return report.error('line-break', paragraph.line, 'A line break inside a text of the quiz cannot be kept in every format.', 'Write it on one line, or as two paragraphs.')
  const line = content.split('\n').map(part => part.trim()).join(' ').trim()
  if (!line)
    return report.error('empty-text', paragraph.line, 'There is no text here.', 'Write the text, or remove the marker.')
  return keepable(line, paragraph.line, report)
}

/** Refuses what the formats that a quiz is written to cannot hold. */
export function keepable(line: string, at: number, report: QuizReport): string | undefined {
  const blocks = toBlocks(parseBlocks(line))
  if (blocks.length !== 1 || blocks[0]!.type !== 'paragraph')
    return report.error('ambiguous-text', at, `"${line.slice(0, 60)}" can be read in more than one way.`, 'Put a backslash before the mark that opens a list, a heading or a rule.')
  if (!soundImages(blocks[0]!.inner, at, report))
    return undefined
  if (line.startsWith('<!--'))
    return report.error('comment', at, 'HTML comments would be shown to the learner.', 'Remove the comment.')
  return line
}

const FILE = /^\/?[\w.-]+(?:[ /][\w.-]+)*\.(?:png|jpe?g|gif|svg)$/i

/** Refuses a picture that says nothing to those who do not see it, and one that no package could hold. */
function soundImages(tokens: Token[], at: number, report: QuizReport): boolean {
  const problems = report.problems.length
  for (const { source, alt, title } of imagesOf(tokens)) {
    if (!alt)
      report.error('image', at, `The picture "${source}" has no alternative text.`, 'Say between the square brackets what it shows, without giving the answer away: ![Lateral radiograph of a knee](knee.png).')
    else if (title)
      report.error('image', at, `The picture "${source}" has a title, which most formats drop.`, 'Put the words into the alternative text or the question.')
    else if (!/^(?:molecule|slide):\S/.test(source) && (!FILE.test(source) || source.split('/').includes('..')))
      report.error('image', at, `"${source}" is no picture that a quiz can take along.`, 'Name a .png, .jpg, .gif or .svg beside the quiz ("images/knee.png"), one in the public folder of the deck ("/knee.png"), a molecule of the deck ("molecule:Naltrexone") or the figure of a slide ("slide:pain-chart").')
  }
  return report.problems.length === problems
}

/** The paragraphs of a block quote: feedback or rationale. */
export function readQuote(quote: Block, what: string, report: QuizReport): RichText | undefined {
  const blocks = toBlocks(quote.inner)
  if (!blocks.length)
    return report.error('empty-text', quote.line, `The ${what} is empty.`, 'Write it after the >, or remove the line.')
  const lines = blocks.map(block => block.type === 'paragraph'
    ? oneLine(block, report)
    : report.error('quote-content', block.line, `Only paragraphs can stand in a ${what}.`, 'Write it as plain paragraphs.'))
  return lines.includes(undefined) ? undefined : blockText(lines.join('\n\n'))
}

/** Paragraphs and tables between a question and its answers. Undefined when there are none. */
export function readDetail(blocks: readonly Block[], report: QuizReport): RichText | undefined {
  const pieces = blocks.map((block) => {
    if (block.type === 'paragraph')
      return oneLine(block, report)
    if (block.type !== 'table')
      return report.error('detail-content', block.line, `${named(block)} cannot stand here: between a question and its answers there may be paragraphs and tables.`, 'Write it as a paragraph or a table, or move it to its place in the item.')
    if (!soundImages(block.inner, block.line, report))
      return undefined
    const lines: string[] = []
    for (let line = block.line; line < block.end; line++)
      lines.push(report.lineText(line).trim())
    return lines.join('\n').trim()
  })
  return pieces.length && !pieces.includes(undefined) ? blockText(pieces.join('\n\n')) : undefined
}

/** The text of a list item that may hold nothing but one paragraph. */
export function readEntry(entry: Block, what: string, report: QuizReport): RichText | undefined {
  const blocks = toBlocks(entry.inner)
  if (!blocks.length)
    return report.error('empty-text', entry.line, `This ${what} is empty.`, 'Write its text, or remove it.')
  if (blocks.length > 1 || blocks[0]!.type !== 'paragraph')
    return report.error('entry-content', (blocks[1] ?? blocks[0])!.line, `A ${what} is one paragraph; ${named(blocks[1] ?? blocks[0]!).toLowerCase()} cannot stand in it.`, 'Keep the text only; reasons go into the block quote below the list.')
  const line = oneLine(blocks[0]!, report)
  return line === undefined ? undefined : inlineText(line)
}

/** What a block is, for messages. */
export function named(block: Block): string {
  const names: Record<string, string> = {
    blockquote: 'A block quote',
    bullet_list: 'A bullet list',
    ordered_list: 'A numbered list',
    table: 'A table',
    paragraph: 'A paragraph',
    fence: 'A code block',
    heading: 'A heading',
    hr: 'A rule',
  }
  return names[block.type] ?? 'This'
}
