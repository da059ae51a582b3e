let ahead = 0

/** Remembers how far this device's clock is from the service's; takes the Date header of an answer. */
export function keepServerTime(date: string | null): void {
  const time = Date.parse(date ?? '')
  // The header has whole seconds, and the answer was on its way: less is no difference.
  if (Number.isFinite(time))
    ahead = Math.abs(time - Date.now()) < 3000 ? 0 : time - Date.now()
}

/** Milliseconds since 1970 by the service's clock; a device whose clock is wrong counts down rightly all the same. */
export function serverNow(): number {
  return Date.now() + ahead
}
