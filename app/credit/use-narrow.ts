import type { Ref } from 'vue'
import { onScopeDispose, ref } from 'vue'

/** True in a window as narrow as a phone, or one that is magnified so far. */
export function useNarrow(): Ref<boolean> {
  const query = matchMedia('(max-width: 40rem)')
  const narrow = ref(query.matches)
  const follow = () => {
    narrow.value = query.matches
  }
  query.addEventListener('change', follow)
  onScopeDispose(() => query.removeEventListener('change', follow))
  return narrow
}
