/**
 * Fingers do not hover: the first tap shows the stage's bar, which is invisible until then, and only the next one presses a button
 * in it. Without this a tap near the corner would fill the screen or leave the slide, by a button that nobody has seen.
 */
export function showBarBeforeItIsPressed(): void {
  let isUnseen = false
  addEventListener('pointerdown', ({ pointerType, target }) => {
    isUnseen = pointerType === 'touch' && target instanceof Element && isInvisible(target.closest('nav')?.parentElement)
  }, { capture: true })
  addEventListener('click', (event) => {
    if (!isUnseen)
      return
    isUnseen = false
    event.stopPropagation()
    event.preventDefault()
  }, { capture: true })
}

function isInvisible(bar: Element | null | undefined): boolean {
  return bar != null && Number(getComputedStyle(bar).opacity) < 0.1
}
