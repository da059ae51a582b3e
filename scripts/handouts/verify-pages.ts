import type { MeasuredSlide } from '../slides/measure.ts'
import type { PageText } from './page-text.ts'
import { seenRuns } from '../slides/seen.ts'

/** A page that does not show what its slide shows. */
export interface PageFault {
  /** Page and slide number, from 1. */
  slide: number
  kind: 'blank' | 'text-missing' | 'text-untagged'
  /** The first words that are missing. */
  missing?: string
}

/** So much of a slide's text (by length) must be on its page; scripts that join or reorder letters lose a little. */
const enough = 0.98

/** What a page must live up to, and what it is. */
export interface PrintedSlide {
  slide: MeasuredSlide
  /** Undefined when the document has no such page. */
  text?: PageText
  /** Whether the page paints a picture or drawing. */
  hasFigure: boolean
  /** Whether the slide's source has words. */
  hasWords: boolean
}

/**
 * Compares each page with the slide it was printed from: same words, none of them hidden from screen readers, and
 * nothing blank, be it on paper or already on the screen.
 */
export function verifyPages(pages: readonly PrintedSlide[]): PageFault[] {
  return pages.flatMap(({ slide, text, hasFigure, hasWords }): PageFault[] => {
    const runs = seenRuns(slide)
    const pictures = slide.shapes.some(shape => shape.kind === 'picture')
    const printed = text ? text.tagged + text.artifact + text.unmarked : ''
    const nothing = runs.length === 0 && (pictures ? !hasFigure : hasWords)
    if (!text || (runs.length > 0 && printed === '') || nothing)
      return [{ slide: slide.no, kind: 'blank' }]
    const lost = missingRuns(runs.map(run => run.text), printed)
    if (lost)
      return [{ slide: slide.no, kind: 'text-missing', missing: lost }]
    const untagged = missingRuns(runs.filter(run => !run.hidden).map(run => run.text), text.tagged)
    return untagged ? [{ slide: slide.no, kind: 'text-untagged', missing: untagged }] : []
  })
}

/** The first run that a page lacks, when it lacks more than a trace. */
function missingRuns(runs: readonly string[], page: string): string | undefined {
  const text = bare(page)
  const letters = countLetters(text)
  const total = runs.reduce((sum, run) => sum + bare(run).length, 0)
  const missing = runs.filter(run => !text.includes(bare(run)) && !spell(bare(run), letters))
  const lost = missing.reduce((sum, run) => sum + bare(run).length, 0)
  return lost > total * (1 - enough) ? missing[0] : undefined
}

/** What is seen of a text: spaces, ligatures, case and invisible characters differ between a page and its source. */
function bare(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/[\s\p{Cf}\uFE0F]/gu, '')
}

function countLetters(text: string): Map<string, number> {
  const letters = new Map<string, number>()
  for (const letter of text)
    letters.set(letter, (letters.get(letter) ?? 0) + 1)
  return letters
}

/** Whether the page has the letters of a long run, be it in another order (right-to-left scripts, columns). */
function spell(run: string, letters: Map<string, number>): boolean {
  const needed = countLetters(run)
  return [...run].length >= 8 && [...needed].every(([letter, count]) => (letters.get(letter) ?? 0) >= count)
}
