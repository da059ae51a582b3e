import type { Tag } from './tags.ts'
import { BREAK, GONE } from './mask.ts'

export type BlockKind = 'headline' | 'body' | 'list-item' | 'cell' | 'quote'

/** A block of a slide's Markdown, as the parts of the source that make its text. */
export interface TextBlock {
  kind: BlockKind
  ranges: { start: number, end: number }[]
  /** Level of a heading, from 1. */
  level?: number
  /** "[ ]" or "[x]" of a task list. */
  box?: boolean
  /** True within a block quote. */
  quoted?: boolean
  /** True for an item of a list and for what is indented below one. */
  inList?: boolean
  /** Offset of the table in the source, which its cells share; and row and column from 0, the header's row being 0. */
  table?: { start: number, row: number, column: number }
}

const HEADING = /^[ \t]{0,12}(#{1,6})[ \t]+/
const ITEM = /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+/
const BOX = /^\[([ x])\][ \t]+/i
const QUOTE = /^[ \t]*>[ \t]?/
const RULE = /^[ \t]*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|={3,}[ \t]*)$/
const SLOT = /^::[\w-]{1,60}::[ \t]*$/
const DELIMITER = /^(?:[ \t]*\|)?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*(?::?-+:?[ \t]*)?)*$/

/** Kinds of text that HTML's own elements hold. */
const ELEMENT_KINDS: Record<string, BlockKind> = { li: 'list-item', td: 'cell', th: 'cell', h1: 'headline', h2: 'headline', h3: 'headline', h4: 'headline', h5: 'headline', h6: 'headline', blockquote: 'quote' }

/** Splits masked Markdown into blocks, line by line. */
export function readBlocks(masked: string, tags: readonly Tag[]): TextBlock[] {
  const blocks: TextBlock[] = []
  let open: TextBlock | undefined
  let table: { start: number, row: number } | undefined
  let listIndent = -1
  let nextTag = 0
  let nextBreak = -1
  const elements: BlockKind[] = []

  for (let start = 0; start < masked.length;) {
    const newline = masked.indexOf('\n', start)
    const end = newline < 0 ? masked.length : newline
    readLine(start, end)
    start = end + 1
  }
  return blocks

  function close() {
    open = undefined
  }

  function begin(block: TextBlock, start: number, end: number) {
    open = block
    blocks.push(block)
    extend(start, end)
  }

  /** Adds a part of a line; the tags of HTML blocks end a block in its midst. */
  function extend(start: number, end: number) {
    let from = start
    while (from < end) {
      if (nextBreak < from)
        nextBreak = indexOr(masked.length, masked.indexOf(BREAK, from))
      const to = Math.min(nextBreak, end)
      if (!isBlank(from, to)) {
        const kind = elementKindAt(from)
        if (!open) {
          open = { kind: kind ?? 'body', ranges: [] }
          blocks.push(open)
        }
        else if (kind && open.ranges.length === 0) {
          open.kind = kind
        }
        open.ranges.push({ start: from, end: to })
      }
      if (to === end)
        break
      close()
      from = to
      while (from < end && masked[from] === BREAK)
        from++
    }
  }

  function readLine(start: number, end: number) {
    let from = start
    let quoted = false
    const indent = /^[ \t]*/.exec(masked.slice(start, Math.min(end, start + 300)))![0].length
    for (let depth = 0; depth < 20; depth++) {
      const quote = QUOTE.exec(masked.slice(from, Math.min(end, from + 300)))
      if (!quote)
        break
      quoted = true
      from += quote[0].length
    }
    if (isBlank(from, end)) {
      close()
      table = undefined
      if (masked.slice(from, end).includes(BREAK))
        elementKindAt(end)
      return
    }
    const line = masked.slice(from, end)
    if (indent === 0 && !open)
      listIndent = -1
    if (RULE.test(line) && !line.includes('|')) {
      if (open && /^=+\s*$/.test(line))
        open.kind = 'headline'
      close()
      return
    }
    if (SLOT.test(line)) {
      close()
      return
    }
    if (table || isTableHead(line, end)) {
      if (line.includes('|')) {
        table ??= { start: from, row: -1 }
        if (!DELIMITER.test(line) || table.row !== 0) {
          table.row++
          readRow(from, end, table)
        }
        close()
        return
      }
      table = undefined
    }
    if (quoted !== (open?.quoted ?? false))
      close()
    const heading = HEADING.exec(line)
    if (heading) {
      close()
      begin({ kind: 'headline', level: heading[1]!.length, ranges: [], quoted: quoted || undefined }, from + heading[0].length, from + withoutClosingMarks(line))
      close()
      return
    }
    const item = ITEM.exec(line)
    if (item) {
      close()
      listIndent = indent
      const box = BOX.exec(line.slice(item[0].length))
      begin({ kind: 'list-item', box: box ? box[1] !== ' ' : undefined, ranges: [], quoted: quoted || undefined, inList: true }, from + item[0].length + (box?.[0].length ?? 0), end)
      return
    }
    if (open)
      extend(from, end)
    else
      begin({ kind: quoted ? 'quote' : 'body', ranges: [], quoted: quoted || undefined, inList: (listIndent >= 0 && indent > 0) || undefined }, from, end)
  }

  function isTableHead(line: string, end: number): boolean {
    if (!line.includes('|') || end >= masked.length)
      return false
    const next = masked.indexOf('\n', end + 1)
    const following = masked.slice(end + 1, next < 0 ? masked.length : next).replace(/^[ \t]*(?:>[ \t]?){0,20}/, '')
    return following.includes('-') && DELIMITER.test(following)
  }

  function readRow(from: number, end: number, place: { start: number, row: number }) {
    let column = 0
    let cell = from
    const add = (to: number) => {
      if (!isBlank(cell, to)) {
        const lead = /^[ \t]*/.exec(masked.slice(cell, to))![0].length
        open = undefined
        begin({ kind: 'cell', ranges: [], table: { start: place.start, row: place.row, column } }, cell + lead, to)
      }
    }
    const first = /^[ \t]*\|/.exec(masked.slice(from, end))
    if (first)
      cell = from + first[0].length
    for (let at = cell; at <= end; at++) {
      if (at === end) {
        add(at)
      }
      else if (masked[at] === '\\') {
        at++
      }
      else if (masked[at] === '|') {
        add(at)
        column++
        cell = at + 1
      }
    }
  }

  function isBlank(start: number, end: number): boolean {
    for (let at = start; at < end; at++) {
      const char = masked[at]!
      if (char !== ' ' && char !== '\t' && char !== GONE && char !== BREAK && char !== '\r')
        return false
    }
    return true
  }

  /** The innermost element of HTML that says what its text is. Offsets rise from call to call. */
  function elementKindAt(offset: number): BlockKind | undefined {
    while (nextTag < tags.length && tags[nextTag]!.end <= offset) {
      const { name, kind } = tags[nextTag++]!
      const meaning = ELEMENT_KINDS[name]
      if (!meaning)
        continue
      if (kind === 'open')
        elements.push(meaning)
      else if (kind === 'close')
        elements.pop()
    }
    return elements.at(-1)
  }
}

/** Length of a heading without the marks that may close it: "# Dose ##". */
function withoutClosingMarks(line: string): number {
  const trimmed = line.trimEnd()
  let end = trimmed.length
  while (trimmed[end - 1] === '#')
    end--
  return end < trimmed.length && /[ \t]/.test(trimmed[end - 1] ?? '') ? end : trimmed.length
}

function indexOr(fallback: number, index: number): number {
  return index < 0 ? fallback : index
}
