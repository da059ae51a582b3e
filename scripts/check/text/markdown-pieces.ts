import type { TextPosition } from '../../course/text-position.ts'
import type { TextBlock } from './blocks.ts'
import type { InlineText } from './inline.ts'
import type { MappedText } from './mapped-text.ts'
import type { Tag, TagAttribute } from './tags.ts'
import type { TextKind, TextPiece } from './text-piece.ts'
import { readBlocks } from './blocks.ts'
import { readInline } from './inline.ts'
import { maskMarkdown } from './mask.ts'

/** Where a text of Markdown comes from. */
export interface MarkdownPlace {
  file: string
  slide?: number
  positionOf: (offset: number) => TextPosition
}

/** For what is read once and placed later. */
export const anywhere: MarkdownPlace = { file: '', positionOf: () => ({ line: 1, column: 1 }) }

/** The same piece of a text that now stands somewhere else. */
export function placePiece(piece: TextPiece, place: MarkdownPlace): TextPiece {
  return { ...piece, file: place.file, slide: place.slide, positionOf: offset => place.positionOf(piece.sourceOf(offset)) }
}

export interface PlacedComment { text: string, start: number, end: number }

export interface ReadMarkdown {
  pieces: TextPiece[]
  /** A block for each piece that is no prop, in the same order; for readers that know more of the document. */
  blocks: (TextBlock | undefined)[]
  comments: PlacedComment[]
}

/** Props that name, place or link something instead of telling it. */
const NOT_TEXT = new Set(`class id style src srcset href to key ref is lang dir type slot layout at depth viewbox d fill stroke points transform width height
smiles align-to formula cites keys of study studies outcome outcomes pathway highlight icon xmlns role target rel loading from every duration
color colour size x y x1 x2 y1 y2 cx cy r rx ry decoding poster controls name-prefix bond-length items order source objective`.split(/\s+/))

/** Reads the pieces of text in Markdown: its blocks, the props of its components, the alternative texts of its pictures. */
export function readMarkdownPieces(markdown: string, place: MarkdownPlace, kindOf: (block: TextBlock) => TextKind = block => block.kind): ReadMarkdown {
  const masked = maskMarkdown(markdown)
  const around = componentsAround(masked.tags)
  const tables = new Map<number, { head: string[], first: Map<number, string> }>()
  const pieces: { piece: TextPiece, at: number, block?: TextBlock }[] = []
  const add = (text: MappedText & Partial<InlineText>, at: number, more: Pick<TextPiece, 'kind'> & Partial<TextPiece>, block?: TextBlock) => {
    if (!/[\p{L}\p{N}]/u.test(text.text))
      return
    pieces.push({
      at,
      block,
      piece: {
        within: around(at),
        citations: text.citations ?? [],
        ...more,
        text: text.text,
        file: place.file,
        slide: place.slide,
        sourceOf: text.sourceOf,
        positionOf: offset => place.positionOf(text.sourceOf(offset)),
      },
    })
  }

  for (const block of readBlocks(masked.text, masked.tags)) {
    if (block.ranges.length === 0)
      continue
    const text = readInline(masked.text, block.ranges)
    const start = block.ranges[0]!.start
    add(text, start, { kind: kindOf(block), level: block.level, key: block.box, heads: block.table && headsOf(block.table, text.text) }, block)
    for (const alt of text.alts)
      add(alt, alt.sourceOf(0), { kind: 'alt' })
  }
  for (const tag of masked.tags) {
    for (const attribute of tag.attributes) {
      if (isTextProp(attribute, tag))
        add(readProp(markdown, attribute), attribute.valueStart, { kind: attribute.name === 'said' ? 'said' : attribute.name === 'alt' ? 'alt' : 'prop', name: attribute.name, within: [...around(tag.start), tag.name] })
    }
  }
  pieces.sort((one, other) => one.at - other.at)
  return { pieces: pieces.map(({ piece }) => piece), blocks: pieces.map(({ block }) => block), comments: masked.comments }

  function headsOf({ start, row, column }: NonNullable<TextBlock['table']>, text: string): string | undefined {
    if (!tables.has(start))
      tables.set(start, { head: [], first: new Map() })
    const table = tables.get(start)!
    if (row === 0) {
      table.head[column] = text
      return undefined
    }
    if (column === 0)
      table.first.set(row, text)
    return [table.head[column], column > 0 ? table.first.get(row) : undefined].filter(Boolean).join(' ')
  }
}

function isTextProp({ name, value }: TagAttribute, tag: Tag): boolean {
  if (!value || tag.kind === 'close' || /^(?:[:@#]|v-|on[a-z]|data-)/.test(name))
    return false
  return !NOT_TEXT.has(name.toLowerCase()) && /\p{L}/u.test(value)
}

/** A prop's words: entities spelled out, everything else as it is. */
function readProp(source: string, { value, valueStart }: TagAttribute): MappedText {
  const inline = readInline(source.slice(valueStart, valueStart + value!.length).replace(/[*_~$[\]{}\\!]/g, '\uE003'), [{ start: 0, end: value!.length }])
  let text = ''
  for (let at = 0; at < inline.text.length; at++)
    text += inline.text[at] === '\uE003' ? source[valueStart + inline.sourceOf(at)] : inline.text[at]
  return { text, sourceOf: offset => valueStart + inline.sourceOf(offset) }
}

/** The components that are open at an offset; offsets may come in any order. */
function componentsAround(tags: readonly Tag[]): (offset: number) => readonly string[] {
  const changes: { at: number, open: readonly string[] }[] = [{ at: -1, open: [] }]
  for (const tag of tags) {
    if (!/^[A-Z]/.test(tag.name) || tag.kind === 'void')
      continue
    const open = changes.at(-1)!.open
    if (tag.kind === 'open') {
      // Nobody nests deeper; a thousand tags that are never closed must not take a million steps.
      if (open.length < 20)
        changes.push({ at: tag.end, open: [...open, tag.name] })
    }
    else if (open.includes(tag.name)) {
      changes.push({ at: tag.start, open: open.slice(0, open.lastIndexOf(tag.name)) })
    }
  }
  return (offset) => {
    let low = 0
    let high = changes.length - 1
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if (changes[middle]!.at <= offset)
        low = middle
      else
        high = middle - 1
    }
    return changes[low]!.open
  }
}
