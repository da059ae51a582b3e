/** Where a speaker stands against the timing plan. */
export interface Pace {
  /** Seconds behind the plan; negative when ahead. 0 while on a slide within its planned time. */
  behind: number
  state: 'on-time' | 'behind' | 'ahead'
}

/** Seconds off the plan that still count as on time. */
const TOLERANCE = 30

/**
 * Compares the time passed with the plan. A speaker is on time from the planned beginning to the planned end of the
 * current slide.
 * @param elapsed seconds since the talk began.
 * @param startsAt planned minutes into the talk when the current slide begins.
 * @param minutes planned minutes for the current slide.
 */
export function measurePace(elapsed: number, startsAt: number, minutes: number): Pace {
  const start = startsAt * 60
  const end = (startsAt + minutes) * 60
  const behind = elapsed > end ? elapsed - end : Math.min(0, elapsed - start)
  return { behind, state: behind > TOLERANCE ? 'behind' : behind < -TOLERANCE ? 'ahead' : 'on-time' }
}

/** Seconds as minutes and seconds: 75 → "1:15". */
export function formatClock(seconds: number): string {
  const whole = Math.round(Math.abs(seconds))
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}
