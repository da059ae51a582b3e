import type { Slide } from '../../course/slide.ts'
import type { TextPiece } from '../course-text.ts'

/** Components whose words nobody reads from the hall: notes of the editors, reference lists, front matter. */
const NOT_COUNTED = new Set(['EditorNote', 'References', 'SideEffects', 'ContinuingEducation', 'NotAccredited', 'FrontMatter', 'Disclosures'])

/** Words that an audience reads on a slide, in paragraphs and lists; tables and charts are looked up, not read through. */
export function bodyWords(pieces: readonly TextPiece[]): number {
  return counted(pieces).filter(piece => piece.kind !== 'headline').reduce((sum, piece) => sum + wordCount(piece.text), 0)
}

/** The lists on a slide; what stands between two items, or the next column, begins another. */
export function listsOf(slide: Slide, pieces: readonly TextPiece[]): TextPiece[][] {
  const lists: TextPiece[][] = []
  const slots = slotLines(slide)
  let last: TextPiece | undefined
  for (const piece of counted(pieces)) {
    if (piece.kind !== 'list-item') {
      last = undefined
      continue
    }
    if (last && piece.within.join() === last.within.join() && !columnBetween(slots, last, piece))
      lists.at(-1)!.push(piece)
    else
      lists.push([piece])
    last = piece
  }
  return lists
}

/** Whether a slot such as `::right::` stands between two pieces. */
function columnBetween(slots: readonly number[], one: TextPiece, other: TextPiece): boolean {
  const [from, to] = [one.positionOf(0).line, other.positionOf(0).line]
  return slots.some(line => line > from && line < to)
}

function slotLines(slide: Slide): number[] {
  return [...slide.content.matchAll(/^::[\w-]{1,60}::[ \t]*$/gm)].map(match => slide.positionOf(match.index).line)
}

export function wordCount(text: string): number {
  return text.match(/[\p{L}\d]+(?:['’.,/-][\p{L}\d]+)*/gu)?.length ?? 0
}

function counted(pieces: readonly TextPiece[]): TextPiece[] {
  return pieces.filter(piece => ['headline', 'body', 'list-item', 'quote'].includes(piece.kind) && !piece.within.some(name => NOT_COUNTED.has(name)))
}
