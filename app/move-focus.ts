import { nextTick } from 'vue'

/**
 * Browsers tell screen readers of a page that has changed a moment later. A heading that has the focus before they do is
 * taken for what the reader itself found when the old page went, and is not said (Orca with Chromium, at less than 60 ms).
 */
const TOLD_AFTER_MS = 100

/**
 * Holds the focus while what has it goes. It is empty and nothing is in it: on a busy machine Orca hears of it only when the new page is
 * there, takes what it finds inside for read, and says nothing when the focus comes to it. In the main part that was the heading.
 */
let holder: HTMLElement | undefined

/** Takes the focus from the page's main part while what has it is about to go. Whoever calls it sets the focus again. */
export function holdFocus(main: HTMLElement | null = document.querySelector('main')): void {
  // A button that was switched off while it was working has lost the focus already.
  const active = document.activeElement ?? document.body
  if (!main || !(main.contains(active) || active === document.body))
    return
  if (!holder) {
    holder = document.createElement('span')
    holder.tabIndex = -1
    holder.style.position = 'absolute'
  }
  main.before(holder)
  holder.focus({ preventScroll: true })
}

/** Moves the focus to what comes next when what has it goes, so that it is read. To be called before the page changes. */
export async function moveFocus(to: () => HTMLElement | null | undefined, main?: HTMLElement | null): Promise<void> {
  holdFocus(main)
  const held = document.activeElement
  await nextTick()
  await new Promise(resolve => setTimeout(resolve, TOLD_AFTER_MS))
  // Unless somebody has gone elsewhere meanwhile.
  if ([held, document.body, null].includes(document.activeElement))
    to()?.focus({ preventScroll: true })
}

/** A new page begins at its heading, for the eye and for the ear. To be called before the old page goes. */
export function beginAtHeading(main: HTMLElement | null): Promise<void> {
  return moveFocus(() => main?.querySelector<HTMLElement>('h1'), main)
}
