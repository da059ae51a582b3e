/** Opens the reading view at the slide shown now, in a window of its own: the talk stays where it is. */
export function openReadingView(): void {
  const no = /(?:^#?\/|\/)(\d+)(?:\?|$)/.exec(location.hash || location.pathname)?.[1] ?? '1'
  window.open(readingViewAddress(Number(no)), 'lectern-reading')
}

/** Address of a slide in the reading view, from any page of the deck. */
export function readingViewAddress(no: number): string {
  return `${import.meta.env.BASE_URL}${__SLIDEV_HASH_ROUTE__ ? '#/' : ''}reading?slide=${no}`
}
