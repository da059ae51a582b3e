import { defineAppSetup } from '@slidev/types'
import { slides } from '#slidev/slides'
import { followDeckLanguage } from '../lib/deck-language.ts'
import { keepArrowKeysForSlides } from '../presenter/arrow-keys.ts'
import { showBarBeforeItIsPressed } from '../presenter/first-tap.ts'

/**
 * Fetches all slides soon after the first one shows, so that a talk goes on when the network drops. The live server of
 * `lectern present` runs on the speaker's own machine and needs none of this.
 */
export default defineAppSetup(({ router }) => {
  forgiveRefusedWakeLock()
  keepArrowKeysForSlides(router)
  followDeckLanguage(router)
  showBarBeforeItIsPressed()
  if (!import.meta.env.PROD)
    return
  router.isReady().then(() => {
    const fetchAll = async () => {
      for (const slide of slides.value)
        await slide.load?.()
      // A face is otherwise fetched when its first letter shows.
      for (const face of document.fonts) {
        if (!face.family.startsWith('KaTeX'))
          await face.load().catch(() => {})
      }
      document.documentElement.dataset.lecternLoaded = 'all'
    }
    // Safari has no requestIdleCallback.
    if ('requestIdleCallback' in window)
      window.requestIdleCallback(fetchAll, { timeout: 3000 })
    else
      setTimeout(fetchAll, 1000)
  })
})

/** A browser may refuse to keep the screen on. Slidev lets that surface as an error; the talk goes on all the same. */
function forgiveRefusedWakeLock(): void {
  addEventListener('unhandledrejection', (event) => {
    if (event.reason instanceof DOMException && event.reason.name === 'NotAllowedError' && event.reason.message.includes('Wake Lock'))
      event.preventDefault()
  })
}
