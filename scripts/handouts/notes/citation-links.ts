import type { RenderCitation } from '../../course/render-markdown.ts'
import type { ReferenceEntry } from '../../slides/course-data.ts'
import { collapseNumbers } from '../../../lib/collapse-numbers.ts'

/** Renders citations as superscript numbers, each a link to its entry in the list of references. */
export function citationLinks(references: readonly ReferenceEntry[]): RenderCitation {
  const numbers = new Map(references.map(({ key, number }) => [key, number]))
  return (keys) => {
    const cited = collapseNumbers(keys.flatMap(key => numbers.get(key) ?? []))
    return cited === '' ? '' : `<sup>${cited.replace(/\d+/g, number => `<a href="#reference-${number}">${number}</a>`)}</sup>`
  }
}
