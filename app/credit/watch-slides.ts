/**
 * Numbers of the slides that a window with the deck shows now: the one of the address, or in the reading view those whose
 * beginning is in sight. Empty while the window loads, and when it is somewhere else.
 */
export function slidesShown(deck: Window): number[] {
  try {
    const { hash } = deck.location
    const slide = /^#\/(\d+)(?:[/?]|$)/.exec(hash)
    if (slide)
      return [Number(slide[1])]
    if (!hash.startsWith('#/reading'))
      return []
    return [...deck.document.querySelectorAll<HTMLElement>('[id^="slide-"]')].flatMap((article) => {
      const { top, bottom } = article.getBoundingClientRect()
      return bottom > 0 && top < deck.innerHeight ? [Number(article.id.slice('slide-'.length))] : []
    }).filter(Number.isInteger)
  }
  catch {
    // The window has gone to another site.
    return []
  }
}

const watched = new WeakMap<object, true>()

/**
 * Looks every so often by a window's own clock, once for each page that it shows: the clock of a page in the background
 * runs slowly, and hardly at all after some minutes.
 */
export function watchDeck(deck: Window, everyMs: number, look: () => void): void {
  try {
    // A page that was loaded anew has another document, and its clock began anew, too.
    if (deck.closed || watched.has(deck.document))
      return
    watched.set(deck.document, true)
    deck.setInterval(look, everyMs)
  }
  catch {
    // The window has gone to another site.
  }
}
