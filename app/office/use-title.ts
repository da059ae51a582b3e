import { watchEffect } from 'vue'
import { useOffice } from './office.ts'

/** Names the page in the browser's tab and history. */
export function useTitle(title: () => string | undefined): void {
  const { words } = useOffice()
  watchEffect(() => {
    document.title = [title(), words.value.product].filter(Boolean).join(' · ')
  })
}
