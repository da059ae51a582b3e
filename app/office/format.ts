/** Numbers and times as people of a language write them. */
export interface Format {
  /** A whole number or one with as many digits as it has, up to two. */
  number: (value: number) => string
  /** Always with these digits: columns of numbers line up. */
  fixed: (value: number, digits: number) => string
  /** From percent, not from a share of 1. */
  percent: (value: number, digits?: number) => string
  /** An ISO date or time as a day. */
  day: (iso: string) => string
  /** An ISO time as a day and a time of day, where the reader is; an ISO date as a day. */
  time: (iso: string) => string
}

const formats = new Map<string, Format>()

export function formatOf(language: string): Format {
  let format = formats.get(language)
  if (!format)
    formats.set(language, format = createFormat(language))
  return format
}

function createFormat(language: string): Format {
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 2 })
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium' })
  const dayInUtc = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' })
  const time = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })
  return {
    number: value => number.format(value),
    fixed: (value, digits) => value.toLocaleString(language, { minimumFractionDigits: digits, maximumFractionDigits: digits }),
    percent: (value, digits = 0) => (value / 100).toLocaleString(language, { style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits }),
    // A date without a time is the same day everywhere.
    day: iso => iso.length === 10 ? dayInUtc.format(new Date(iso)) : day.format(new Date(iso)),
    time: iso => (iso.length === 10 ? dayInUtc : time).format(new Date(iso)),
  }
}
