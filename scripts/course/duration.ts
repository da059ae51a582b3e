const MINUTES = { minute: 1, hour: 60, day: 1440, week: 10_080 }

/** A duration as course.yaml has it: "none", or "<n> minutes", hours, days or weeks. */
export const DURATION = /^(?:none|(\d+) (minute|hour|day|week)s?)$/

/** Minutes of a duration; 0 for "none". */
export function minutesOf(duration: string): number {
  const [, count, unit] = DURATION.exec(duration) ?? []
  return count === undefined ? 0 : Number(count) * MINUTES[unit as keyof typeof MINUTES]
}
