import type { CourseText, TextPiece } from '../course-text.ts'
import type { RuleFinding } from '../rule.ts'
import type { TextKind } from '../text/text-piece.ts'
import type { Hit } from './hit.ts'
import { foundIn } from '../rule.ts'

const ON_SLIDES = new Set<TextKind>(['headline', 'body', 'list-item', 'cell', 'quote', 'prop'])
const IN_QUIZZES = new Set<TextKind>(['stem', 'option', 'feedback', 'rationale', 'answer', 'detail'])

/** What stands on a slide or in its notes, in the author's own words. */
export function isOnSlide(piece: TextPiece): boolean {
  return piece.slide !== undefined && (ON_SLIDES.has(piece.kind) || piece.kind === 'note' || piece.kind === 'alt')
}

/** What a learner reads or hears, in the words of those who answer for the course: slides, notes, quizzes, front matter. */
export function isOwnText(piece: TextPiece): boolean {
  return isOnSlide(piece) || IN_QUIZZES.has(piece.kind) || (piece.kind === 'yaml' && !/\.bib$/.test(piece.file)) || piece.kind === 'front-matter'
}

/** Runs a search over pieces of text and places what it finds. */
export function findInPieces(document: CourseText, isWanted: (piece: TextPiece) => boolean, search: (text: string, piece: TextPiece) => readonly Hit[]): RuleFinding[] {
  // A search that looks at nothing but the text finds the same in the same text.
  const hitsOf = (piece: TextPiece) => search.length < 2 ? document.memory.recall(search, piece.text, () => search(piece.text, piece)) : search(piece.text, piece)
  return document.pieces.filter(isWanted).flatMap(piece => hitsOf(piece).map(hit =>
    foundIn(piece, hit.start, hit.end, hit.message, { mend: hit.mend, ...(hit.severity && { severity: hit.severity }) })))
}
