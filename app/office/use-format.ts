import type { ComputedRef } from 'vue'
import type { Format } from './format.ts'
import { computed } from 'vue'
import { formatOf } from './format.ts'
import { useOffice } from './office.ts'
import { languageOf } from './words/words.ts'

/** Numbers and times in the language of the pages. */
export function useFormat(): ComputedRef<Format> {
  const { words } = useOffice()
  return computed(() => formatOf(languageOf(words.value)))
}
