import { notationRule } from '../../dose/dose-rule.ts'

export const nakedDecimal = notationRule({
  id: 'dose-naked-decimal',
  severity: 'error',
  source: 'The Joint Commission, Official “Do Not Use” List; ISMP List of Error-Prone Abbreviations',
  pattern: /(?<![\d.\p{L}])\.\d{1,6}(?=(?:\s?(?:[-–—]|to|or)\s?\d{0,6}(?:\.\d{1,6})?)?\s?-?(?:mg|mcg|[µμ]g|ug|[gL%]|kg|mL|ml|mEq|mmol|units?|ng|mM|IU)(?![\p{L}\d]))/u,
  reads: 'a tenfold dose, when the point is missed',
  use: 'a zero before the point',
  fix: ([point]) => `0${point}`,
  fires: ['Take .5 mg at night.', 'Start with .25mg.', 'A dose of .5-4.5mg', 'In children .1mg/kg', 'less than ($<.001\\text{mg}$)', '| Dose |\n|---|\n| .5 mL |'],
  silent: ['Take 0.5 mg at night.', 'Version 1.5 mg', 'p = .03 in 12 patients', 'Correlation r = .45', 'The point is missed: never write .5 mg.', '`.5 mg`', 'see https://a.org/v.5mg', '<EditorNote said="take .5 mg">No.</EditorNote>'],
})
