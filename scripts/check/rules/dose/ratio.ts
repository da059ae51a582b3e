import { notationRule } from '../../dose/dose-rule.ts'
import { near, precededBy } from '../../dose/guards.ts'

export const ratio = notationRule({
  id: 'dose-ratio',
  severity: 'warning',
  source: 'ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations',
  pattern: /(?<![\d:/])1:\s?(?:1,?000|10,?000|100,?000|200,?000)(?![\d:]|,\d)/u,
  reads: 'a tenfold strength',
  use: 'the strength, for example “1 mg per mL”',
  unless: [near(/\b(?:titers?|titres?|ANA|antibod\w{1,4}|incidence|prevalence|risk|odds|chance|frequency|dilut\w{1,5}|scale|staining|Western|births|probability|ratio)\b/i, 50), precededBy(/\b(?:lidocaine|bupivacaine|articaine|ropivacaine|mepivacaine|prilocaine)\b[^.]{0,40}$/i, 60)],
  fires: ['Epinephrine 1:1000', '1:10,000'],
  silent: ['1:2', 'ANA titer 1:1000', 'an incidence of 1:10,000', 'lidocaine 1% with epinephrine 1:100,000', 'diluted 1:1000'],
})
