import { notationRule } from '../../dose/dose-rule.ts'

export const lowerIv = notationRule({
  id: 'dose-lower-iv',
  severity: 'warning',
  source: 'Lectern',
  pattern: /(?<=(?:\d|[cm]g|mL|units?|minutes?|mins?|hours?|hrs?|given|by|via|or|and|sec)\s)(?:iv|im|i\.v\.|i\.m\.)(?=[\s,;/]|$|\.\s|\.$)|(?<![\p{L}\d.(])iv(?=\s(?:fluid|bolus|push|drip|infusion|line|access|or\s))/u,
  reads: 'a Roman numeral or a slip',
  use: 'IV or IM in capitals',
  fix: ([route]) => route.replaceAll('.', '').toUpperCase(),
  fires: ['Onset 1-2 minutes iv or 2-5 subcutaneously', '4 mg iv', 'iv fluids'],
  silent: ['4 mg IV', 'part iv of the report', '(iv) adverse events', 'im Rahmen'],
})
