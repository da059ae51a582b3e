const formats = new Map<string, Intl.DateTimeFormat>()

/** The zone of days where a course names none. */
export const UTC = 'UTC'

/** True for the name of a time zone in the IANA database, for example America/New_York. */
export function isTimeZone(zone: string): boolean {
  try {
    // An offset alone, like +05:00, is no place: it knows no summer time.
    return !/^[+-]/.test(zone) && new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined
  }
  catch {
    return false
  }
}

/** The day, an ISO date, that it is in a time zone at an ISO time. */
export function dayIn(zone: string | undefined, time: string): string {
  if (zone === undefined || zone === UTC)
    return time.slice(0, 10)
  let format = formats.get(zone)
  if (!format)
    formats.set(zone, format = new Intl.DateTimeFormat('en-US', { timeZone: zone, calendar: 'gregory', numberingSystem: 'latn', year: 'numeric', month: '2-digit', day: '2-digit' }))
  const parts = Object.fromEntries(format.formatToParts(new Date(time)).map(({ type, value }) => [type, value]))
  return `${parts.year!.padStart(4, '0')}-${parts.month}-${parts.day}`
}
