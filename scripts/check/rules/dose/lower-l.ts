import { notationRule } from '../../dose/dose-rule.ts'

export const lowerL = notationRule({
  id: 'dose-lower-l',
  severity: 'warning',
  source: 'ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations',
  pattern: /(?<=\d)\s?(?:ml|l|dl)(?![\p{L}\d'’]|-\p{L})/u,
  reads: 'the numeral 1 (the letter l)',
  use: '“L” or “mL”',
  fix: ([unit]) => ` ${unit.trim().replace('l', 'L')}`,
  fires: ['Inject 5 ml', 'Drink 2 l of water', 'flow 5 l/min'],
  silent: ['5 mL', '2 L', '1 l-dopa tablet', 'glucose 5 mmol/L'],
})
