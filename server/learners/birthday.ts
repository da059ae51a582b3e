/** True for a month and a day that a calendar has, also 29 February, as "02-29". */
export function isBirthday(monthDay: string): boolean {
  const day = new Date(`2024-${monthDay}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(5, 10) === monthDay
}
