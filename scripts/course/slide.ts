import type { Problem } from './problem.ts'
import type { SlideMarkup } from './slide-markup.ts'
import type { TextPosition } from './text-position.ts'
import { readFile } from 'node:fs/promises'
import { load } from '@slidev/parser/fs'
import { z } from 'zod'
import { readMarkup } from './slide-markup.ts'
import { createPositions, lineStarts } from './text-position.ts'

/** The lecturer's words beside what is right, as written on a slide. */
export interface EditorNote {
  /** Erratum ids, for example ["E45", "E47"]. */
  ids: string[]
  /** The lecturer's words, verbatim. */
  said: string
  /** Why, and what is right. */
  markdown: string
  cites: string[]
  /** Offset of the note in the slide's content. */
  offset: number
}

export interface Slide {
  /** Slide number in the deck, from 1. */
  no: number
  file: string
  /** First line of the slide in its file, from 1. */
  line: number
  title: string
  section?: string
  layout: string
  /** Planned speaking time; undefined when the author gave none. */
  minutes?: number
  objectives: string[]
  /** Blocks of the source lecture that the slide rebuilds. */
  sources: string[]
  /** Who added a slide that the lecture does not have. */
  added?: string
  frontmatter: Record<string, unknown>
  /** The front matter as written, without the --- around it; empty when there is none. */
  frontmatterSource: string
  content: string
  note: string
  markup: SlideMarkup
  editorNotes: EditorNote[]
  /** Line and column in the file of an offset in `content`. */
  positionOf: (offset: number) => TextPosition
  /** Line and column in the file of an offset in `note`. */
  positionOfNote: (offset: number) => TextPosition
  /** Line and column in the file of an offset in `frontmatterSource`. */
  positionOfFrontmatter: (offset: number) => TextPosition
  /** Line and column in the file of a front matter key. */
  positionOfKey: (key: string) => TextPosition
}

const oneOrMore = z.union([z.string(), z.array(z.string())]).transform(value => typeof value === 'string' ? [value] : value)

/** The front matter that is the kit's own; Slidev's keys pass. */
export const frontmatterSchema = z.object({
  source: oneOrMore.default([]).describe('Block or blocks of the source lecture that the slide rebuilds, for example S12 or [S12, S13]'),
  added: z.string().optional().describe('Who added a slide that the lecture does not have: editors'),
  objective: oneOrMore.default([]).describe('Objective or objectives that the slide serves, for example LO2'),
  minutes: z.number().nonnegative().max(60).optional().describe('Planned speaking time in minutes, for example 1.5'),
  section: z.string().optional().describe('Name of the section that begins with this slide; the reading view lists it'),
  layout: z.string().optional().describe('cover, default, section, two-cols, statement, table, references or end; default when left out, cover on the first slide'),
})

/** Reads a deck and all the files it imports, through Slidev's own parser. */
export async function readSlides(entry: string, userRoot: string): Promise<{ slides: Slide[], files: string[], headmatter: Record<string, unknown>, problems: Problem[] }> {
  const problems: Problem[] = []
  let deck: Awaited<ReturnType<typeof load>>
  try {
    deck = await load({ userRoot, roots: [userRoot] }, entry)
  }
  catch (error) {
    const message = error instanceof Error ? error.message.split('\n')[0]! : String(error)
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    problems.push(missing
      ? { rule: 'slides-missing-file', severity: 'error', file: entry, line: 1, column: 1, message: 'The deck does not exist.', mend: 'Write your slides into slides.md in the course folder.' }
      : { rule: 'slides-unreadable', severity: 'error', file: entry, line: 1, column: 1, message: `The deck cannot be read: ${message}`, mend: 'Check the front matter between the --- lines: it must be valid YAML.' })
    return { slides: [], files: [entry], headmatter: {}, problems }
  }

  const texts = new Map<string, SourceText>()
  for (const file of Object.keys(deck.markdownFiles))
    texts.set(file, sourceText((await readFile(file, 'utf8')).replace(/\r\n/g, '\n')))

  for (const [file, markdown] of Object.entries(deck.markdownFiles)) {
    for (const error of markdown.errors ?? [])
      problems.push({ rule: 'slides-invalid', severity: 'error', file, line: error.row + 1, column: 1, message: error.message, mend: 'Correct the import or remove it.' })
  }

  const slides = deck.slides.map((info): Slide => {
    const { source } = info
    const { text, starts, positionAt } = texts.get(source.filepath) ?? sourceText('')
    const start = starts[source.start] ?? text.length
    const content = source.contentRaw ?? source.content
    const contentOffset = Math.max(start, text.indexOf(content, start))
    const positionOf = (offset: number) => positionAt(contentOffset + offset)
    const note = (source.note ?? '').trim()
    const noteOffset = Math.max(contentOffset, text.indexOf(note, contentOffset + content.length))
    const positionOfNote = (offset: number) => positionAt(noteOffset + offset)
    const positionOfKey = (key: string) => keyPosition(text, start, contentOffset, key, source.start + 1, positionAt)

    const frontmatterSource = source.frontmatterRaw ?? ''
    const frontmatterOffset = Math.max(start, text.slice(start, contentOffset).indexOf(frontmatterSource) + start)
    const positionOfFrontmatter = (offset: number) => positionAt(frontmatterOffset + offset)

    const yamlErrors = source.frontmatterDoc?.errors ?? []
    for (const error of yamlErrors)
      problems.push({ rule: 'slides-invalid-yaml', severity: 'error', file: source.filepath, line: source.start + 1 + (error.linePos?.[0].line ?? 1), column: error.linePos?.[0].col ?? 1, message: `The front matter of slide ${info.index + 1} is not valid YAML: ${error.message.split('\n')[0]}`, mend: 'Mend the indentation, the quotes or the brackets.' })

    const parsed = frontmatterSchema.safeParse(info.frontmatter ?? {})
    if (!parsed.success) {
      for (const issue of parsed.error.issues)
        problems.push({ rule: 'slides-invalid-value', severity: 'error', file: source.filepath, ...positionOfKey(String(issue.path[0])), message: `${String(issue.path[0])}: ${issue.message}`, mend: 'Correct the value in the front matter of this slide.' })
    }
    const own = parsed.data ?? { source: [], objective: [] }
    const markup = readMarkup(content)
    return {
      no: info.index + 1,
      file: source.filepath,
      line: source.start + 1,
      title: titleOf(info.title, content),
      section: own.section,
      layout: own.layout ?? (info.index === 0 ? 'cover' : 'default'),
      minutes: own.minutes,
      objectives: own.objective,
      sources: own.source,
      added: own.added,
      frontmatter: info.frontmatter ?? {},
      frontmatterSource,
      content,
      note,
      markup,
      editorNotes: editorNotesOf(content, markup),
      positionOf,
      positionOfNote,
      positionOfFrontmatter,
      positionOfKey,
    }
  })
  return { slides, files: Object.keys(deck.markdownFiles), headmatter: deck.headmatter, problems }
}

function editorNotesOf(content: string, markup: SlideMarkup): EditorNote[] {
  return markup.elements
    .filter(element => element.name === 'EditorNote')
    .map(element => ({
      ids: (element.attributes.id ?? '').split(/\s+/).filter(Boolean),
      said: element.attributes.said ?? '',
      markdown: content.slice(element.contentStart, element.contentEnd).trim(),
      cites: (element.attributes.cites ?? '').split(/\s+/).filter(Boolean),
      offset: element.start,
    }))
}

function titleOf(title: string | undefined, content: string): string {
  // The deck's own title stands in the first slide's front matter: the headline says more.
  const heading = /^#{1,6} +(\S.*)$/m.exec(content)?.[1] ?? title ?? ''
  return heading
    .replace(/\[@[^\]]+\]/g, '')
    .replace(/<[^>]+>/g, '')
    .replace(/(\*\*|__|\*)(?=\S)(.+?)(?<=\S)\1/g, '$2')
    .replace(/`([^`]+)`/g, '$1')
    .trim()
}

interface SourceText { text: string, starts: readonly number[], positionAt: (offset: number) => TextPosition }

function sourceText(text: string): SourceText {
  return { text, starts: lineStarts(text), positionAt: createPositions(text) }
}

function keyPosition(text: string, start: number, end: number, key: string, line: number, positionAt: SourceText['positionAt']): TextPosition {
  const found = text.slice(start, end).search(new RegExp(`^${key}\\s*:`, 'm'))
  return found < 0 ? { line, column: 1 } : positionAt(start + found)
}
