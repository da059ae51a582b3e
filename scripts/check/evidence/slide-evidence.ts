import type { Slide } from '../../course/slide.ts'
import type { CourseText, TextPiece } from '../course-text.ts'
import { slideCitations } from '../../course/citation-order.ts'
import { findCitations } from '../../course/citations.ts'

/** Whose view a text says that it gives. */
const VIEW = /\b(?:(?:speaker|lecturer|editor|author)(?:s['’]|['’]s|s)? (?:own )?(?:views?|opinions?|experience|judge?ments?|practice|suggestions?|impressions?)|(?:my|our|personal|expert|clinical) (?:view|opinion|experience|judge?ment|practice|suggestion|impression)|suggestion:|opinion:)/iu

/** What a slide rests on. */
export interface SlideEvidence {
  /** Keys that the slide itself cites, by hand or through its components. */
  shown: readonly string[]
  /** Keys that its notes cite. */
  inNotes: readonly string[]
}

/** The citations of a slide, components' and editors' notes' included. */
export function slideEvidence({ course }: CourseText, slide: Slide): SlideEvidence {
  return {
    shown: slideCitations(slide, course.studies, course.pathways, course.meta),
    inNotes: findCitations(slide.note).flatMap(citation => citation.keys),
  }
}

/** Pieces of a slide on which an author claims something; the words of editors' notes have their own citations. */
export function claimPieces(pieces: readonly TextPiece[]): TextPiece[] {
  return pieces.filter(piece => ['headline', 'body', 'list-item', 'cell', 'quote', 'note'].includes(piece.kind) && !piece.within.includes('EditorNote') && !piece.within.includes('References'))
}

/** A headline or a box that says whose view the slide gives, for all of it. */
export function isSpeakersView(pieces: readonly TextPiece[]): boolean {
  return pieces.some(piece => (piece.kind === 'headline' || piece.kind === 'prop') && VIEW.test(piece.text))
}
