import type { Router } from 'vue-router'

const MOVING = new Set(['ArrowRight', 'ArrowLeft', 'ArrowUp', 'ArrowDown', 'PageDown', 'PageUp'])

/**
 * Lets the arrow keys and a presenter's clicker move the slides also while a button or link has the focus, as it has
 * after Tab. Slidev holds all its keys then. Only these keys: Enter and Space stay with the button.
 */
export function keepArrowKeysForSlides(router: Router): void {
  addEventListener('keydown', ({ key, altKey, ctrlKey, metaKey }) => {
    const { activeElement } = document
    const isOnStage = /^\/(?:presenter\/)?\d+$/.test(router.currentRoute.value.path)
    if (isOnStage && MOVING.has(key) && !altKey && !ctrlKey && !metaKey && activeElement?.matches('button, a') && !activeElement.closest('[popover], dialog'))
      (activeElement as HTMLElement).blur()
  }, { capture: true })
}
