import { ledgerFlaws } from '../../evidence/ledger.ts'
import { defineRule } from '../../rule.ts'

const study = `- id: one
  label: One 2020
  indication: Pain
  design: Randomized, parallel
  kind: rct
  n: 60
  population: Adults
  dose: 1 mg daily
  limitation: Small
  certainty: low
`

export const ledger = defineRule({
  id: 'evidence-ledger',
  family: 'evidence',
  severity: 'warning',
  why: 'Every slide takes its numbers from studies.yaml; two that contradict each other there are wrong everywhere.',
  mend: 'Look the numbers up in the source; what cannot be settled goes under "unverified".',
  source: 'Altman et al., Statistics with Confidence, 2nd ed., 2000; CONSORT 2025; Brown and Heathers 2017 (GRIM test)',
  examples: {
    fires: [
      { 'studies.yaml': `${study}  outcomes:\n    - {id: pain, name: Pain, difference: {value: 0.5, ci: [0.6, 1.2], kind: mean-difference}}\n`, 'references.bib': '@misc{one, title = {One}}' },
      { 'studies.yaml': `${study}  outcomes:\n    - {id: pain, name: Pain, p: ".01", difference: {value: 0.5, ci: [-0.6, 1.2], kind: mean-difference}}\n`, 'references.bib': '@misc{one, title = {One}}' },
      { 'studies.yaml': `${study}  outcomes:\n    - {id: response, name: Responders, unit: "%", arms: [{name: Drug, value: 40, n: 32, events: 10}, {name: Placebo, value: 10, n: 28}]}\n`, 'references.bib': '@misc{one, title = {One}}' },
      { 'studies.yaml': `${study}  outcomes:\n    - {id: pain, name: Pain, n: 61, p: ".27", difference: {value: -0.34, ci: [-0.95, 0.27], kind: mean-difference}}\n`, 'references.bib': '@misc{one, title = {One}}' },
    ],
    silent: [
      { 'studies.yaml': `${study}  outcomes:\n    - {id: pain, name: Pain, p: ".27", difference: {value: -0.34, ci: [-0.95, 0.27], kind: mean-difference}}\n`, 'references.bib': '@misc{one, title = {One}}' },
      { 'studies.yaml': `${study}  outcomes:\n    - {id: response, name: Responders, unit: "%", arms: [{name: Drug, value: 31, n: 32, events: 10}, {name: Placebo, value: 11, n: 28, events: 3}]}\n`, 'references.bib': '@misc{one, title = {One}}' },
    ],
  },
  find: document => ledgerFlaws(document.course.studies).map(({ path, message, mend, severity }) => ({ ...document.positionOf('studies.yaml', path), message, mend, ...(severity && { severity }) })),
})
