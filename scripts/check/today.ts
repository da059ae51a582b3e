import process from 'node:process'

/** Today's date, or that of SOURCE_DATE_EPOCH, as 2026-11-22. */
export function today(): string {
  const epoch = Number(process.env.SOURCE_DATE_EPOCH)
  return (Number.isFinite(epoch) && epoch > 0 ? new Date(epoch * 1000) : new Date()).toISOString().slice(0, 10)
}
