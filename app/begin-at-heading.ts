import { nextTick } from 'vue'

/**
 * A new page begins at its heading, for the eye and for the ear. To be called before the old page goes: a screen reader
 * that finds what had the focus gone looks for a place of its own, and then does not say the heading.
 */
export async function beginAtHeading(main: HTMLElement | null): Promise<void> {
  if (main?.contains(document.activeElement))
    main.focus({ preventScroll: true })
  await nextTick()
  main?.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true })
}
