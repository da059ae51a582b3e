import type { DeckWords } from '../app/words/deck-en.ts'

/** The front matter of a slide that says where it comes from. */
export interface ProvenanceMatter {
  /** Blocks of the source lecture that the slide rebuilds, for example "S12" or ["S12", "S13"]. */
  source?: string | string[]
  /** "editors" when the editors added the slide. */
  added?: string
}

/** What the footer says of a slide's origin: "Lecture S12, S13", "Added by the editors", or nothing. */
export function slideProvenance({ source, added }: ProvenanceMatter, { addedByEditors, lecture }: Pick<DeckWords, 'addedByEditors' | 'lecture'>): string {
  if (added)
    return addedByEditors
  const blocks = [source ?? []].flat()
  return blocks.length > 0 ? lecture(blocks.join(', ')) : ''
}
