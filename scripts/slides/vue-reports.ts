/** What Vue said while it rendered a slide. */
export interface VueReport {
  kind: 'warning' | 'error'
  message: string
  /** The slide it was rendering, from 1. */
  slide?: number
}

declare global {
  interface Window {
    __lecternReports?: VueReport[]
    __VUE_DEVTOOLS_GLOBAL_HOOK__?: unknown
  }
}

/**
 * Runs in the page before anything else: takes the place of Vue's development tools to be given the app, and collects
 * what Vue reports together with the slide it was rendering, which the console doesn't tell.
 */
export function collectVueReports(): void {
  interface Internals { props: { route?: { no?: number } }, parent: Internals | null }

  const reports: VueReport[] = window.__lecternReports = []

  const slideOf = (instance: { $: Internals } | null) => {
    for (let each = instance?.$ ?? null; each !== null; each = each.parent) {
      if (each.props?.route?.no !== undefined)
        return each.props.route.no
    }
    return undefined
  }

  window.__VUE_DEVTOOLS_GLOBAL_HOOK__ = {
    enabled: true,
    emit(event: string, app: { config: Record<string, unknown> }) {
      if (event !== 'app:init')
        return
      app.config.warnHandler = (message: string, instance: { $: Internals } | null) => {
        reports.push({ kind: 'warning', message, slide: slideOf(instance) })
      }
      app.config.errorHandler = (error: unknown, instance: { $: Internals } | null) => {
        reports.push({ kind: 'error', message: String((error as Error)?.message ?? error), slide: slideOf(instance) })
      }
    },
    on() {},
    once() {},
    off() {},
  }
}
