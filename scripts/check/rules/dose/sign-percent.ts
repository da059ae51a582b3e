import { notationRule } from '../../dose/dose-rule.ts'
import { isLaboratoryValue, isStatistic, precededBy } from '../../dose/guards.ts'

export const signPercent = notationRule({
  id: 'dose-sign-percent',
  severity: 'warning',
  source: 'ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations',
  pattern: /(?<![\p{L}\d=<>-])[<>]\s?(?=\d{1,3}(?:\.\d)?\s?%)/u,
  reads: 'the opposite direction',
  use: '“less than” or “more than”',
  unless: [isLaboratoryValue, isStatistic, precededBy(/(?:I²|I2|heterogeneity|probability|power|confidence|FEV1|EF|saturation|oxygen|stenosis|TBSA|BSA|body surface|predicted|blasts?|hematocrit)[^.]{0,20}$/i)],
  fix: ([sign]) => sign.startsWith('<') ? 'less than ' : 'more than ',
  fires: ['Itch fell >80% at 3 months', '| Result |\n|---|\n| >80% better |'],
  silent: ['HbA1c <7%', 'LVEF <40%', 'SpO2 >94%', 'more than 80%', 'p < 0.05', 'I² >50%'],
})
