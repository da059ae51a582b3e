import { defineShortcutsSetup } from '@slidev/types'
import { openReadingView } from '../reader/open-reading-view.ts'

export default defineShortcutsSetup((_, shortcuts) => [
  ...shortcuts,
  { name: 'reading_view', key: 'r', fn: openReadingView },
])
