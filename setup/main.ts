import { defineAppSetup } from '@slidev/types'
import { slides } from '#slidev/slides'

/**
 * Fetches all slides soon after the first one shows, so that a talk goes on when the network drops. The live server of
 * `lectern present` runs on the speaker's own machine and needs none of this.
 */
export default defineAppSetup(({ router }) => {
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
