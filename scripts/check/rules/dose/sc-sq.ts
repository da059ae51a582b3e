import { notationRule } from '../../dose/dose-rule.ts'
import { followedBy } from '../../dose/guards.ts'

export const scSq = notationRule({
  id: 'dose-sc-sq',
  severity: 'warning',
  source: 'ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations',
  pattern: /(?<![\p{L}\d-])(?:(?<=(?:mg|mcg|mL|ml|units?|g)\s)(?:SC|sc|s\.c\.)|SC(?=\s(?:inj|daily|weekly|once|twice|every|q\d))|SQ|sq\.?(?=\s(?:daily|weekly|inj|every|q))|sub\s?q|subQ|SubQ|sub-q|SUBQ)(?![\p{L}\d-])/u,
  reads: 'SL (under the tongue), or “5 every”',
  use: '“subcut” or “subcutaneously”',
  unless: [followedBy(/^\s(?:house dust|HDM|SLIT)/)],
  fix: () => 'subcutaneously',
  fires: ['5 mg SC', 'SC weekly', 'enoxaparin 40 mg SQ', 'subq'],
  silent: ['SCr 1.2', 'SQL', 'Charleston, SC', '5 mg subcutaneously', 'SQ-HRQoL'],
})
