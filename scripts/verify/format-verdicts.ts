import type { Failure, Verdict } from './verdict.ts'

/** So many pages of one failure are named; the JSON has all. */
const named = 12

/** Tells a person what came of each file; the same message on many pages takes one line. */
export function formatVerdicts(verdicts: readonly Verdict[]): string {
  return verdicts.map(formatVerdict).join('')
}

function formatVerdict({ file, kind, failures, details = [], unreadable }: Verdict): string {
  const below = details.map(line => `  ${line}\n`).join('')
  if (unreadable)
    return `${file}: ${unreadable.message}\n  ${unreadable.mend}\n`
  if (failures.length === 0)
    return `${file}: good (${kind})\n${below}`
  const groups = Map.groupBy(failures, ({ condition, message }) => `${condition}: ${message}`)
  const lines = [...groups].map(([line, group]) => `  ${line}${pagesOf(group)}`)
  return `${file}: ${failures.length} ${failures.length === 1 ? 'failure' : 'failures'} (${kind})\n${lines.join('\n')}\n${below}`
}

function pagesOf(group: readonly Failure[]): string {
  const pages = [...new Set(group.map(({ page }) => page).filter(page => page !== undefined))]
  if (pages.length === 0)
    return group.length > 1 ? ` (${group.length} times)` : ''
  const more = pages.length > named ? ` and ${pages.length - named} more` : ''
  return ` (${pages.length === 1 ? 'page' : 'pages'} ${pages.slice(0, named).join(', ')}${more})`
}
