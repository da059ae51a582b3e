import type { Document, Node, Pair, Scalar } from 'yaml'
import type { MappedText } from './mapped-text.ts'
import type { MarkdownPlace } from './markdown-pieces.ts'
import type { TextKind, TextPiece } from './text-piece.ts'
import { isScalar, parseDocument, visit } from 'yaml'
import { createTextBuilder } from './mapped-text.ts'

/** Keys whose values name, place or link something instead of telling it. */
const NOT_TEXT = new Set(`layout theme source objective objectives class css image images background backgroundSize transition fonts favicon addons src
lineNumbers drawings routerMode mdc highlighter download exportFilename themeConfig defaults record monaco colorSchema seoMeta cite cites citation
id ids kind type status level language format email url accreditation certainty unit origin released reviewed expires shuffle passMark
better kindOf from to node edges dragPos preload clicks routeAlias hide disabled zoom lang canvasWidth aspectRatio selectable added author`.split(/\s+/))

/** Reads the words in a YAML document: every value that is a text and tells something. Broken YAML is read as far as it goes. */
export function readYamlPieces(source: string, place: MarkdownPlace, kind: TextKind = 'yaml'): { pieces: TextPiece[], document: Document } {
  const document = parseDocument(source, { uniqueKeys: false, logLevel: 'silent' })
  const pieces: TextPiece[] = []
  visit(document, {
    Scalar(key, node, path) {
      if (key === 'key' || typeof node.value !== 'string' || !node.range)
        return
      const names = namesOf(path as readonly Node[], node)
      if (names.some(name => NOT_TEXT.has(name)) || !/\p{L}/u.test(node.value))
        return
      const text = readScalar(source, node)
      pieces.push({
        kind,
        text: text.text,
        file: place.file,
        slide: place.slide,
        within: [],
        name: names.join('.'),
        citations: [],
        sourceOf: text.sourceOf,
        positionOf: offset => place.positionOf(text.sourceOf(offset)),
      })
    },
  })
  return { pieces, document }
}

function namesOf(path: readonly (Node | Pair | Document)[], node: Node): string[] {
  const names: string[] = []
  path.forEach((parent, index) => {
    if ('key' in parent && isScalar(parent.key))
      names.push(String(parent.key.value))
    else if ('items' in parent && Array.isArray(parent.items) && !('key' in (parent.items[0] as object ?? {})))
      names.push(String((parent.items as unknown[]).indexOf(path[index + 1] ?? node)))
  })
  return names
}

const ESCAPES: Record<string, string> = { 'n': ' ', 't': ' ', '"': '"', '\\': '\\', '/': '/', ' ': ' ', '_': '\u00A0', 'N': ' ' }

/** The words of a scalar and where each stands: YAML folds lines and escapes characters, which is undone here step by step. */
function readScalar(source: string, node: Scalar): MappedText {
  const [start, end] = [node.range![0], node.range![1]]
  const builder = createTextBuilder()
  const isBlock = node.type === 'BLOCK_FOLDED' || node.type === 'BLOCK_LITERAL'
  let at = isBlock ? indexAfterLine(source, start, end) : start
  let to = end
  if (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE') {
    at++
    to--
  }
  let from = at
  const flush = () => builder.add(source.slice(from, at), from)
  while (at < to) {
    const char = source[at]!
    if (/\s/.test(char)) {
      flush()
      const space = at
      while (at < to && /\s/.test(source[at]!))
        at++
      builder.space(space)
      from = at
    }
    else if (char === '\\' && node.type === 'QUOTE_DOUBLE') {
      flush()
      const code = /^\\(?:x([\dA-F]{2})|u([\dA-F]{4})|U([\dA-F]{8}))/.exec(source.slice(at, at + 10).replace(/[a-f]/g, digit => digit.toUpperCase()))
      if (code) {
        builder.add(String.fromCodePoint(Math.min(0x10FFFF, Number.parseInt(code[1] ?? code[2] ?? code[3]!, 16))), at)
        at += code[0].length
      }
      else {
        const text = source[at + 1] === '\n' ? '' : ESCAPES[source[at + 1] ?? ''] ?? ''
        if (text === ' ')
          builder.space(at)
        else
          builder.add(text, at)
        at += 2
      }
      from = at
    }
    else if (char === '\'' && node.type === 'QUOTE_SINGLE') {
      at++
      flush()
      at++
      from = at
    }
    else {
      at++
    }
  }
  at = Math.min(at, to)
  flush()
  return builder.build()
}

function indexAfterLine(source: string, start: number, end: number): number {
  const newline = source.indexOf('\n', start)
  return newline < 0 || newline > end ? end : newline + 1
}
