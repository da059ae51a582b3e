import type { DeckRule } from '../deck-rule.ts'
import { placeIn, placeOfDeck, placeOfKey } from '../place.ts'

/** What Slidev itself asks the network for, and the keys of the head matter that stop it. */
const ofSlidev: Record<string, { key: string, mend: string }> = {
  'fonts.googleapis.com': { key: 'fonts', mend: 'Write "fonts: { provider: none }" into the head matter of slides.md and ship the fonts.' },
  'fonts.gstatic.com': { key: 'fonts', mend: 'Write "fonts: { provider: none }" into the head matter of slides.md and ship the fonts.' },
  'cdn.jsdelivr.net': { key: 'favicon', mend: 'Write "favicon: /favicon.svg" into the head matter of slides.md and put the icon into the public folder.' },
}

export const externalRequest: DeckRule = {
  id: 'external-request',
  severity: 'error',
  why: 'A deck that needs the network fails in the lecture hall without one, and tells a third party who reads it.',
  mend: 'Put the file into public/; for requests of Slidev write the key that is named into the head matter.',
  look({ deck, externalRequests }) {
    const urls = [...new Set(externalRequests.map(request => request.url))]
    return urls.map((url) => {
      const { host, pathname } = new URL(url)
      const slide = deck.slides.find(slide => slide.content.includes(url)) ?? deck.slides.find(slide => slide.content.includes(host))
      const first = deck.slides[0]
      const place = slide
        ? placeIn(slide, url, host)
        : first && ofSlidev[host] ? placeOfKey(first, ofSlidev[host].key) : placeOfDeck(deck)
      const isIcon = /favicon/.test(pathname)
      return {
        ...place,
        message: `The deck asks ${host} for ${isIcon ? 'its icon' : `"${url.length > 100 ? `${url.slice(0, 99)}…` : url}"`}.`,
        mend: ofSlidev[host]?.mend ?? 'Put the file into the public folder of the course and refer to it as "/name".',
      }
    })
  },
}
