import type { DeckRule } from '../deck-rule.ts'
import { slideNumbered } from '../deck-rule.ts'
import { placeIn, placeOfDeck } from '../place.ts'

export const unknownVariable: DeckRule = {
  id: 'unknown-variable',
  severity: 'error',
  why: 'A variable that does not exist leaves a gap in the sentence, or the whole slide empty.',
  mend: 'Define the variable, or write the words themselves.',
  look({ deck, vueReports }) {
    const reported = new Set<string>()
    return vueReports.flatMap(({ message, slide: no }) => {
      const name = missingVariable(message)
      if (name === undefined || reported.has(`${no} ${name}`))
        return []
      reported.add(`${no} ${name}`)
      const slide = slideNumbered(deck, no)
      return [{
        ...(slide ? placeIn(slide, ...usesOf(slide.content, name)) : placeOfDeck(deck)),
        message: `There is no variable "${name}".`,
        mend: 'Define it in a <script setup> on this slide, or write the words themselves; literal braces are written {{ \'{{\' }}.',
      }]
    })
  },
}

/** The variable that a warning of Vue says is missing. */
export function missingVariable(message: string): string | undefined {
  return /^Property "(.+?)" was accessed during render but is not defined/.exec(message)?.[1]
}

/** How a variable may stand in Markdown, the likeliest first. */
function usesOf(content: string, name: string): string[] {
  const inBraces = content.match(/\{\{[^}]*\}\}/g)?.filter(braces => braces.includes(name)) ?? []
  return [...inBraces, name]
}
