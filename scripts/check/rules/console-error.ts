import type { DeckRule, Found } from '../deck-rule.ts'
import { slideNumbered } from '../deck-rule.ts'
import { placeIn, placeOfDeck } from '../place.ts'
import { missingComponent } from './unknown-component.ts'
import { missingVariable } from './unknown-variable.ts'

/** What the browser logs about requests and slides that other rules report. */
const reportedElsewhere = /^(?:Failed to load resource|slide failed to load|Failed to load slide)/

export const consoleError: DeckRule = {
  id: 'console-error',
  severity: 'error',
  why: 'A component that fails leaves a hole in the slide, often only on the day of the talk.',
  mend: 'Correct the component’s props.',
  look({ deck, vueReports, messages }) {
    const withUnknownVariable = new Set(vueReports.filter(report => missingVariable(report.message)).map(report => report.slide))
    const fromVue = vueReports.flatMap((report): Found[] => {
      const slide = slideNumbered(deck, report.slide)
      const place = slide ? placeIn(slide, ...quotedIn(report.message)) : placeOfDeck(deck)
      const on = slide ? `Slide ${slide.no}` : 'The deck'
      if (report.kind === 'error') {
        // Reading from a variable that does not exist fails, which its own finding explains better.
        return withUnknownVariable.has(report.slide) && /undefined|null/.test(report.message)
          ? []
          : [{ ...place, message: `${on} fails: ${sentence(report.message)}`, mend: 'Correct the component or what it is given.' }]
      }
      if (!slide || missingComponent(report.message) || missingVariable(report.message))
        return []
      return [{ ...place, severity: 'warning', message: `${on}: Vue warns: ${sentence(report.message)}`, mend: 'Give the component what it asks for.' }]
    })
    const fromPage = messages
      .filter(({ message }) => !reportedElsewhere.test(message) && !vueReports.some(report => report.message === message))
      .map(({ kind, message }): Found => ({
        ...placeOfMessage(message),
        message: kind === 'console' ? `The browser's console says: ${sentence(message)}` : `A script fails: ${sentence(message)}`,
        mend: 'Open the deck with `lectern present` and the console of the browser to see which component it is.',
      }))
    return [...fromVue, ...fromPage]

    /** A script written on a slide names what it logs. */
    function placeOfMessage(message: string) {
      const slide = deck.slides.find(slide => message.length > 5 && slide.content.includes(message))
      return slide ? placeIn(slide, message) : placeOfDeck(deck)
    }
  },
}

/** Names in quotation marks and component names, which may stand in the slide's source. */
function quotedIn(message: string): string[] {
  const component = /^(\w+):/.exec(message)?.[1]
  return [...message.matchAll(/["'“‘`]([^"'”’`]{3,60})["'”’`]/g)].map(match => match[1]!).concat(component ? [`<${component}`] : [])
}

function sentence(message: string): string {
  const line = message.split('\n')[0]!.trim().slice(0, 300)
  return /[.!?]$/.test(line) ? line : `${line}.`
}
