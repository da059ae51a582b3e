import type { ComputedRef } from 'vue'
import type { Page } from './office-service.ts'
import type { Load } from './use-load.ts'
import { computed, ref } from 'vue'
import { useLoad } from './use-load.ts'
import { useSend } from './use-send.ts'

export interface Pages<Row> {
  readonly load: Load<Page<Row>>
  readonly rows: ComputedRef<readonly Row[]>
  /** True when there is another page. */
  readonly more: ComputedRef<boolean>
  readonly loadingMore: ComputedRef<boolean>
  /** Why another page could not be had; empty when it could. */
  readonly problem: ComputedRef<string>
  readonly loadMore: () => Promise<void>
}

/** A long list, a page after the other: what was read stays. */
export function usePages<Row>(read: (cursor: string | undefined) => Promise<Page<Row>>): Pages<Row> {
  const load = useLoad(() => read(undefined))
  const next = useSend()
  // Pages of a list that was asked for anew meanwhile are not its pages.
  const generation = ref(0)
  const reload = () => {
    generation.value++
    return load.reload()
  }

  return {
    load: { ...load, reload },
    rows: computed(() => load.value.value?.rows ?? []),
    more: computed(() => load.value.value?.nextCursor != null),
    loadingMore: computed(() => next.busy.value),
    problem: computed(() => next.problem.value),
    async loadMore() {
      const before = load.value.value
      if (!before?.nextCursor)
        return
      const mine = generation.value
      await next.run(async () => {
        const page = await read(before.nextCursor!)
        if (mine === generation.value)
          load.value.value = { rows: [...before.rows, ...page.rows], nextCursor: page.nextCursor }
      })
    },
  }
}
