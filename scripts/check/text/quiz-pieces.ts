import type { TextBlock } from './blocks.ts'
import type { MarkdownPlace, PlacedComment } from './markdown-pieces.ts'
import type { TextKind, TextPiece } from './text-piece.ts'
import { readMarkdownPieces } from './markdown-pieces.ts'
import { readYamlPieces } from './yaml-pieces.ts'

/** The front matter of a Markdown file: what stands between "---" at its very beginning and the next "---". */
export function splitFrontMatter(source: string): { yaml: string, yamlStart: number, body: string, bodyStart: number } {
  const opening = /^\uFEFF?---[ \t]*\r?\n/.exec(source)
  const yamlStart = opening?.[0].length ?? 0
  const closing = opening ? /^---[ \t]*$/m.exec(source.slice(yamlStart)) : undefined
  const yamlEnd = closing ? yamlStart + closing.index : yamlStart
  const bodyStart = closing ? yamlEnd + closing[0].length : yamlStart
  return { yaml: source.slice(yamlStart, yamlEnd), yamlStart, body: source.slice(bodyStart), bodyStart }
}

/** Reads the pieces of a quiz: stems, options with their feedback, rationales, and what else a learner reads. */
export function readQuizPieces(source: string, place: MarkdownPlace): { pieces: TextPiece[], comments: PlacedComment[] } {
  const { yaml, yamlStart, body, bodyStart } = splitFrontMatter(source)
  const head = readYamlPieces(yaml, { ...place, positionOf: offset => place.positionOf(yamlStart + offset) }, 'front-matter')
  const read = readMarkdownPieces(body, { ...place, positionOf: offset => place.positionOf(bodyStart + offset) }, kindOf)
  let item: string | undefined
  const pieces = read.pieces.map((piece, index) => {
    const block = read.blocks[index]
    if (block?.kind === 'headline')
      item = idOf(body, block)
    return { ...piece, item }
  })
  return { pieces: [...head.pieces, ...pieces], comments: read.comments.map(comment => ({ ...comment, start: comment.start + bodyStart, end: comment.end + bodyStart })) }
}

function kindOf(block: TextBlock): TextKind {
  if (block.kind === 'headline')
    return 'stem'
  if (block.quoted)
    return block.inList ? 'feedback' : 'rationale'
  if (block.kind === 'list-item')
    return block.box === undefined ? 'answer' : 'option'
  return block.kind === 'cell' ? 'answer' : 'detail'
}

/** `{#methadone …}` at the end of a heading. */
function idOf(body: string, block: TextBlock): string | undefined {
  const { start, end } = block.ranges[0]!
  return /\{[^{}]{0,300}#([\w-]{1,80})/.exec(body.slice(start, Math.min(end, start + 3000)))?.[1]
}
