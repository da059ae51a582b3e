/*
 * The parts of Slidev's client that the kit uses. The client ships as sources that do not hold under our compiler
 * options, so tsconfig.json reads its types from here instead.
 */
import type { ClicksContext, SlideRoute } from '@slidev/types'
import type { ComputedRef, Ref } from 'vue'

declare global {
  const __SLIDEV_HASH_ROUTE__: boolean
}

export function useNav(): {
  currentSlideNo: ComputedRef<number>
  isPresenter: ComputedRef<boolean>
  slides: Ref<SlideRoute[]>
}

export function useTimer(): {
  /** Seconds since the talk began, without pauses. */
  passed: ComputedRef<number>
  status: ComputedRef<'stopped' | 'running' | 'paused'>
}

export function createFixedClicks(route?: SlideRoute, current?: number): ClicksContext

/** More clicks than any slide has. */
export const CLICKS_MAX: number

export function useSlideContext(): {
  $frontmatter: Record<string, any>
  $page: Ref<number>
}

export function useIsSlideActive(): ComputedRef<boolean>

/** Which windows of a talk move the others; kept in the browser, read by each window when it opens. */
export const syncDirections: Ref<{ viewerSend: boolean }>
