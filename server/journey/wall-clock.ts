import type { RecordedEvent } from './journey-event.ts'

/*
 * Records are never before the one they follow, so that after a clock was set back their times stand still until it has caught
 * up. How long somebody read, and when an attempt was over, goes by what the clock said, which such a record says beside.
 */

/** Computers that serve together, and are kept right, differ by less. What they differ by is not a clock that was set back. */
export const CLOCKS_DIFFER_MS = 10_000

/** How much time has passed, and the latest time of the clock up to which it is counted. */
export interface PassedTime {
  /** Milliseconds since 1970. */
  readonly clock: number
  /** Milliseconds. */
  readonly passed: number
}

/** The same at a later event: a clock that was set back adds nothing, and is counted on from there. */
export function passTime(before: PassedTime | undefined, clock: number): PassedTime {
  if (!before)
    return { clock, passed: 0 }
  if (clock > before.clock)
    return { clock, passed: before.passed + clock - before.clock }
  return wasSetBack(before.clock, clock) ? { clock, passed: before.passed } : before
}

/** True when the clock must have been wrong at the earlier of two times. */
export function wasSetBack(earlier: number, now: number): boolean {
  return earlier - now > CLOCKS_DIFFER_MS
}

/** What the clock said when it happened, ISO time. */
export function clockOf({ at, clock }: Pick<RecordedEvent, 'at' | 'clock'>): string {
  return clock ?? at
}
