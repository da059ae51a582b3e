import type { ShallowRef } from 'vue'
import { onBeforeUnmount, watch } from 'vue'
// A script of the content type: it puts its functions where H5P's scripts find them.
import '../../h5p/tables.js'

interface Tables { frame: (node: Element) => void, fit: (node: Element) => void }

/** Shows the tables of questions below an element as the test itself does: row by row where there is no room for columns. */
export function useFittedTables(place: Readonly<ShallowRef<HTMLElement | null>>): void {
  const { tables } = (globalThis as unknown as { Lectern: { tables: Tables } }).Lectern
  // A turn of the phone, a larger text, an attempt that is unfolded.
  const observer = new ResizeObserver(([entry]) => requestAnimationFrame(() => tables.fit(entry!.target)))
  watch(place, (now) => {
    observer.disconnect()
    if (!now)
      return
    tables.frame(now)
    observer.observe(now)
  })
  onBeforeUnmount(() => observer.disconnect())
}
