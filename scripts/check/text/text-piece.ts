import type { TextPosition } from '../../course/text-position.ts'
import type { TextCitation } from './inline.ts'

/**
 * What a piece of text is. On slides: headline, body, list-item, cell, quote, note (the presenter's), prop (of a
 * component), alt (of a picture), said (somebody's words, verbatim), front-matter. In quizzes: stem, option, feedback,
 * rationale, answer (a cell or a line of what is matched or ordered), detail (what stands between), front-matter. In
 * YAML: yaml. In references: reference (a note of the editors) and title (of somebody else's work).
 */
export type TextKind = 'headline' | 'body' | 'list-item' | 'cell' | 'quote' | 'note' | 'prop' | 'alt' | 'said' | 'front-matter'
  | 'stem' | 'option' | 'feedback' | 'rationale' | 'answer' | 'detail'
  | 'yaml' | 'reference' | 'title'

/** A paragraph, a headline, a cell … as a person reads it: no Markdown marks, no code, no address, no comment. */
export interface TextPiece {
  kind: TextKind
  /** The words, on one line. What is shown and is no text (code, a value that a component fetches) is U+FFFC. */
  text: string
  file: string
  /** Number of the slide that it stands on. */
  slide?: number
  /** Id of the quiz item that it belongs to. */
  item?: string
  /** Names of the components around it, from the outside in; the component itself for a prop. */
  within: readonly string[]
  /** Name of the prop, the front matter key, or the path in a YAML file, for example "outcomes.0.text". */
  name?: string
  /** Level of a heading, from 1. */
  level?: number
  /** Of an option: whether it is the key. */
  key?: boolean
  /** What tells a reader what a cell means: the heads of its column and its row. */
  heads?: string
  citations: readonly TextCitation[]
  /** Offset in the source that the piece was read from, for example a slide's content, of an offset in `text`. */
  sourceOf: (offset: number) => number
  /** Line and column in the file of an offset in `text`. */
  positionOf: (offset: number) => TextPosition
}

/** Kinds that hold words of somebody else, which nobody may mend. */
export function isVerbatim(piece: TextPiece): boolean {
  return piece.kind === 'said' || piece.kind === 'title'
}
