import { syncDirections } from '@slidev/client/state/storage.ts'
import { defineRoutesSetup } from '@slidev/types'

/** The reading view: the whole course as one page, for those who were not in the room. */
export default defineRoutesSetup(routes => [
  { name: 'reading', path: '/reading', component: () => import('../reader/ReadingView.vue'), beforeEnter: leaveTheTalkAlone },
  ...routes,
])

/** Slidev takes a page without a slide for slide 1, and would move all windows of a talk there when this one opens. */
function leaveTheTalkAlone(): void {
  const { viewerSend } = syncDirections.value
  syncDirections.value.viewerSend = false
  setTimeout(() => {
    syncDirections.value.viewerSend = viewerSend
  }, 1000)
}
