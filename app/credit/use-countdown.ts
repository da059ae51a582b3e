import type { Ref } from 'vue'
import { computed, onScopeDispose, ref } from 'vue'
import { serverNow } from '../service/server-clock.ts'

const UNITS = [['day', 86_400], ['hour', 3600], ['minute', 60], ['second', 1]] as const

export type CountdownPart = [count: number, unit: typeof UNITS[number][0]]

/** Seconds until a time by the service's clock, counted down; 0 without a time and once it has come. */
export function useCountdown(time: () => string | null): Ref<number> {
  const now = ref(serverNow())
  const timer = setInterval(() => {
    now.value = serverNow()
  }, 1000)
  onScopeDispose(() => clearInterval(timer))
  return computed(() => {
    const until = time()
    return until === null ? 0 : Math.max(0, Math.ceil((Date.parse(until) - now.value) / 1000))
  })
}

/** The two largest units of a span of time: nobody waits for the seconds of days. */
export function largestUnits(seconds: number): CountdownPart[] {
  const parts: CountdownPart[] = []
  let rest = seconds
  for (const [unit, length] of UNITS) {
    const count = Math.floor(rest / length)
    rest -= count * length
    if (count)
      parts.push([count, unit])
    if (parts.length === 2 || (parts.length && !count))
      break
  }
  return parts
}
