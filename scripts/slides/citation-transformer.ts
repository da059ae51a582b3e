import type { MarkdownTransformer } from '@slidev/types'
import { citationPlaces } from '../course/citation-places.ts'

/** Turns `[@a; @b]` in a slide's Markdown into `<Cite keys="a b" />`, where AMA sets the number; code stays as it is. */
export const transformCitations: MarkdownTransformer = ({ s }) => {
  for (const { keys, start, end, stop } of citationPlaces(s.original))
    s.overwrite(start, end, `${stop}<Cite keys="${keys.join(' ')}" />`)
}
