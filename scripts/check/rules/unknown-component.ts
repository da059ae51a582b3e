import type { DeckRule } from '../deck-rule.ts'
import { slideNumbered } from '../deck-rule.ts'
import { nearest } from '../nearest.ts'
import { placeAt, placeIn, placeOfDeck } from '../place.ts'

export const unknownComponent: DeckRule = {
  id: 'unknown-component',
  severity: 'error',
  why: 'Slidev builds a deck with components that do not exist, and shows nothing in their place.',
  mend: 'Correct the name, or add the component to the course.',
  look({ deck, vueReports, components }) {
    const reported = new Set<string>()
    return vueReports.flatMap(({ message, slide: no }) => {
      const name = missingComponent(message)
      if (name === undefined)
        return []
      const slide = slideNumbered(deck, no)
      const element = slide?.markup.elements.find(element => sameName(element.name, name))
      // One that another component uses is one mistake, however many slides show it.
      const key = element ? `${no} ${name}` : name
      if (reported.has(key))
        return []
      reported.add(key)
      const meant = nearest(name, components)
      return [{
        ...(slide && element ? placeAt(slide, element.start) : slide ? placeIn(slide, name) : placeOfDeck(deck)),
        message: element ? `There is no component <${name}>.` : `A component on this slide uses <${name}>, which does not exist.`,
        mend: meant ? `Did you mean <${meant}>?` : `Correct the name, or add components/${name}.vue to the course.`,
      }]
    })
  },
}

/** The component that a warning of Vue says is missing. */
export function missingComponent(message: string): string | undefined {
  return /^Failed to resolve component: (\S+)/.exec(message)?.[1]
}

/** Components may be written as StudyCard or study-card. */
function sameName(one: string, other: string): boolean {
  const plain = (name: string) => name.replace(/-/g, '').toLowerCase()
  return plain(one) === plain(other)
}
