import type { Study } from '../scripts/course/studies-schema.ts'

/** Short names of the study designs, for a table's column; a study's own `design` says more. */
export const studyKinds: Readonly<Record<Study['kind'], string>> = {
  'rct': 'Randomized trial',
  'crossover-rct': 'Placebo-controlled crossover',
  'active-control-rct': 'Randomized, active control',
  'single-blind': 'Single blind, not randomized',
  'open-label': 'Open label, uncontrolled',
  'chart-review': 'Chart review',
  'registry': 'Registry',
  'case-series': 'Case series',
  'case-report': 'Case report',
  'in-vitro': 'In vitro',
  'animal': 'Animal study',
  'review': 'Narrative review',
  'systematic-review': 'Systematic review',
  'meta-analysis': 'Meta-analysis',
  'pharmacokinetic': 'Pharmacokinetic study',
  'label': 'Product label',
  'unpublished': 'Unpublished',
}
