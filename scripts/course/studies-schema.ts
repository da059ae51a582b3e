import { z } from 'zod'

/*
 * The shape of studies.yaml, the evidence ledger: each study once, with its numbers. Charts, tables and cards on
 * slides read from it.
 */

const text = z.string().trim().min(1, 'must not be empty')
const id = z.string().regex(/^[a-z][a-z0-9-]*$/, 'must be lower case letters, digits and hyphens').meta({ examples: ['younger2013'] })

const arm = z.strictObject({
  name: text.describe('For example LDN or Placebo'),
  value: z.number().describe('In the unit of the outcome'),
  n: z.number().int().positive().optional().describe('Participants that the value rests on'),
  events: z.number().int().nonnegative().optional().describe('How many of them had the event'),
  sd: z.number().optional().describe('Standard deviation'),
  range: z.tuple([z.number(), z.number()]).optional().describe('Lowest and highest value'),
})

const difference = z.strictObject({
  value: z.number().describe('Drug minus comparator, or the ratio'),
  ci: z.tuple([z.number(), z.number()]).optional().describe('95% confidence interval; leave out when it was not seen'),
  kind: z.enum(['mean-difference', 'median-difference', 'risk-ratio', 'smd', 'percent']).describe('smd: standardized mean difference'),
})

const outcome = z.strictObject({
  id: id.meta({ examples: ['pain'] }).describe('Unique within the study'),
  name: text.describe('What was measured'),
  primary: z.boolean().optional().describe('True for the primary outcome'),
  unit: z.string().default('').describe('Unit of the values, for example %, points or mg; empty for a plain number'),
  n: z.number().int().positive().optional().describe('Participants on whom it rests, when not on all of the study'),
  better: z.enum(['higher', 'lower']).optional().describe('Which direction is better; lower marks harms'),
  arms: z.array(arm).optional().describe('One for each group, the drug first'),
  difference: difference.optional().describe('Between the groups'),
  p: z.string().optional().describe('P value as printed in the source, in quotes, for example "0.016" or "<.001"'),
  text: text.optional().describe('The result in words, where numbers are missing or do not say it all'),
  unverified: text.optional().describe('What must be checked before print; shown as "unverified"'),
})

const scheduleStep = z.strictObject({
  weeks: z.tuple([z.number().int().positive(), z.number().int().positive().nullable()]).describe('First and last week; null: open-ended'),
  dose: z.number().positive().describe('Daily dose'),
  unit: z.enum(['mcg', 'mg', '%']).describe('% for the strength of a cream'),
  per: z.literal('kg').optional().describe('Dose by body weight'),
  note: text.optional().describe('For example: fixed dose'),
})

const cohort = z.strictObject({
  columns: z.array(z.strictObject({
    name: text.describe('Name of the group'),
    n: z.number().int().positive().optional().describe('Patients in the group'),
  })).min(1).describe('The groups of patients'),
  rows: z.array(z.strictObject({
    label: text.describe('What the row counts'),
    values: z.array(z.string().nullable()).describe('One per column; null: lost in the source'),
    note: text.optional().describe('Footnote to the row'),
  })).min(1).describe('Rows of the table'),
  gaps: z.array(text).default([]).describe('What is missing altogether, a sentence each'),
})

const study = z.strictObject({
  id: id.describe('How slides name the study'),
  citation: text.optional().describe('Key in references.bib; the id when left out'),
  label: text.describe('Short name on slides'),
  indication: text.describe('Disease or use'),
  design: text.describe('Design in words'),
  kind: z.enum([
    'rct',
    'crossover-rct',
    'active-control-rct',
    'single-blind',
    'open-label',
    'chart-review',
    'registry',
    'case-series',
    'case-report',
    'in-vitro',
    'animal',
    'review',
    'systematic-review',
    'meta-analysis',
    'pharmacokinetic',
    'label',
    'unpublished',
  ]).describe('Design as one word; rct: randomized controlled trial'),
  n: z.number().int().positive().nullable().describe('Participants analyzed; null where the number makes no sense or is not known'),
  enrolled: z.number().int().positive().optional().describe('Participants enrolled, where it differs from n'),
  completed: z.number().int().positive().optional().describe('Participants who completed, where it differs from n'),
  population: text.describe('Who took part'),
  dose: text.describe('Drug dose in words, in ISMP form, for example 4.5 mg daily'),
  comparator: text.optional().describe('What it was compared with'),
  duration: text.optional().describe('How long, in words'),
  schedule: z.array(scheduleStep).optional().describe('Titration as published; DosingChart shows it'),
  outcomes: z.array(outcome).default([]).describe('What was found'),
  safety: text.optional().describe('Harms in words'),
  limitation: text.describe('The main limitation, in a few words'),
  certainty: z.enum(['high', 'moderate', 'low', 'very-low', 'none', 'not-graded'])
    .describe('GRADE certainty of the evidence; none: no clinical evidence; not-graded: no evidence of an effect is claimed, as for a label or pharmacokinetics'),
  certaintyReason: text.optional().describe('Why this certainty'),
  cohort: cohort.optional().describe('A table of patients as the source printed it; CohortTable shows it'),
  unverified: text.optional().describe('What must be checked in the full text before print; shown as "unverified"'),
  note: text.optional().describe('For editors; not shown'),
})

export const studiesSchema = z.array(study)

export type Study = z.infer<typeof study>
export type Outcome = z.infer<typeof outcome>
export type Certainty = Study['certainty']
