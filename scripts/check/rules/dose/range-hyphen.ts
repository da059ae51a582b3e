import type { Guard } from '../../dose/guards.ts'
import { notationRule } from '../../dose/dose-rule.ts'
import { isPerVolume, precededBy } from '../../dose/guards.ts'

const parts = /^([\d.,]+)\s?(\p{L}*)\s?[-–]\s?([\d.,]+)\s?(\p{L}+)$/u

/** Something subtracted, or a code. */
const isNoRange: Guard = ({ match }) => {
  const [, from, , to] = parts.exec(match[0]) ?? []
  return from === undefined || Number(from.replaceAll(',', '')) >= Number(to!.replaceAll(',', ''))
}

/** The unit stands after both numbers: "3 mg to 4 mg". */
function spellOut([match]: RegExpExecArray): string | undefined {
  const [, from, fromUnit, to, unit] = parts.exec(match!) ?? []
  const isDose = unit !== undefined && !/^(?:h|min|[ap]\.?m)/i.test(unit)
  return from === undefined ? undefined : `${from}${isDose ? ` ${fromUnit || unit}` : ''} to ${to} ${unit}`
}

export const rangeHyphen = notationRule({
  id: 'dose-range-hyphen',
  severity: 'warning',
  source: 'Lectern',
  pattern: /(?<![\p{L}\d.,/:−–-])(?:\d[\d,]{0,8})?\.?\d{1,6}\s?(?:mg|mcg|[µμ]g|mL|ml|units?)?\s?[-–]\s?(?:\d[\d,]{0,8})?\.?\d{1,6}\s?(?:mg|mcg|[µμ]g|mL|ml|mEq|units?|IU|hrs?|hours?|minutes?|mins?|[ap]\.?m|AM|PM)(?![\p{L}\d])/u,
  reads: 'a minus sign or one number: 1-5 as 15',
  use: '“to”',
  unless: [isPerVolume, isNoRange, precededBy(/(?:CI|IQR|interquartile range|interval|range of normal|reference range|normal)[:,]?\s?\(?$/i)],
  fix: spellOut,
  fires: ['3-4 mg nightly', '.5-4.5mg', 'peak in 1-2 hrs', 'released at 2-4am', '5–10 mg'],
  silent: ['3 mg to 4 mg', 'ages 18-65 years', 'glucose 70-100 mg/dL', '95% CI 1-3 mg', 'a 12-week trial', 'pages 529-538', 'PMID 12-15'],
})
