import type { Guard } from '../../dose/guards.ts'
import { notationRule } from '../../dose/dose-rule.ts'
import { after, before, isLaboratoryValue } from '../../dose/guards.ts'

const inWords: Record<string, string> = { '<': 'less than', '>': 'more than', '≤': 'at most', '≥': 'at least' }

/** The unit that follows is per volume, or an analyte stands before. */
const isLaboratorySign: Guard = place => /^[\d.,\s]{1,16}(?:mg|mcg|g|mL|mEq|units?)\s?\/\s?(?:d?L|mL|24|g|mmol|min|m²)/.test(after(place, 30)) || isLaboratoryValue(place) || /\b(?:urine output|blood loss|volume|residual|albumin|protein|birth ?weight|weight|proteinuria|excretion)\b/i.test(before(place, 40))

export const signDose = notationRule({
  id: 'dose-sign-dose',
  severity: 'warning',
  source: 'ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations',
  pattern: /(?:[<>≤≥]|&lt;)\s?(?=(?:\d[\d,]{0,8})?\.?\d{1,6}\s?(?:mg|mcg|g|mL|mEq|units?)(?![\p{L}\d]))/u,
  reads: 'the opposite, or as a numeral: <10 as 40',
  use: '“less than”, “more than”, “at least” or “at most”',
  unless: [isLaboratorySign],
  fix: ([sign]) => `${inWords[sign.trim()]} `,
  fires: ['doses <10 mg', 'Give > 5 units', '≥50 mg'],
  silent: ['p<0.05', 'LDL-C <70 mg/dL', 'HbA1c <7%', 'UACR >30 mg/g', 'urine output <400 mL'],
})
