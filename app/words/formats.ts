/** The learner's own variety of a language, for example en-GB; the language itself when the browser names none. */
export function localeOf(tag: string): string {
  return navigator.languages.find(language => language === tag || language.startsWith(`${tag}-`)) ?? tag
}

/** A day, given as an ISO date. */
export function formatDay(day: string, tag: string): string {
  return new Date(`${day.slice(0, 10)}T12:00:00Z`).toLocaleDateString(localeOf(tag), { dateStyle: 'long', timeZone: 'UTC' })
}

/** A time on this device's own clock face. */
export function formatTime(time: string | number, tag: string): string {
  return new Date(time).toLocaleString(localeOf(tag), { dateStyle: 'medium', timeStyle: 'short' })
}

export function formatNumber(value: number, tag: string): string {
  return value.toLocaleString(localeOf(tag), { maximumFractionDigits: 2 })
}

/** A duration as course.yaml has it, for example "7 days"; empty for "none". */
export function formatDuration(duration: string, tag: string): string {
  const [, count, unit] = /^(\d+) (minute|hour|day|week)/.exec(duration) ?? []
  return unit ? formatUnit(Number(count), unit as 'minute', tag) : ''
}

export function formatUnit(count: number, unit: 'second' | 'minute' | 'hour' | 'day' | 'week', tag: string): string {
  return new Intl.NumberFormat(localeOf(tag), { style: 'unit', unit, unitDisplay: 'long' }).format(count)
}
