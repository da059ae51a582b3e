import type { CertaintyLevel } from '../../lib/certainty.ts'
import type { Dosing } from '../../scripts/course/course-schema.ts'
import type { Pathway } from '../../scripts/course/pathways-schema.ts'
import type { Outcome, Study } from '../../scripts/course/studies-schema.ts'
import { notAccreditedIn } from '../../lib/not-accredited.ts'

type DifferenceKind = NonNullable<Outcome['difference']>['kind']

const differences: Record<DifferenceKind, string> = {
  'mean-difference': 'mean difference',
  'median-difference': 'median difference',
  'risk-ratio': 'risk ratio',
  'smd': 'standardized mean difference',
  'percent': 'difference',
}

const measures: Record<DifferenceKind, string> = {
  'mean-difference': 'Mean difference',
  'median-difference': 'Median difference',
  'risk-ratio': 'Risk ratio',
  'smd': 'Standardized mean difference',
  'percent': 'Difference',
}

/** Short names of the study designs, for a table's column; a study's own `design` says more. */
const studyKinds: Record<Study['kind'], string> = {
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

/** The words of the GRADE Working Group (Guyatt and others, BMJ 2008;336:924). */
const certainty: Record<CertaintyLevel, string> = {
  'high': 'High',
  'moderate': 'Moderate',
  'low': 'Low',
  'very-low': 'Very low',
  'none': 'No clinical evidence',
  'not-graded': 'Not graded',
}

/** The same where nothing around it says of what. */
const certaintyInFull: Record<CertaintyLevel, string> = {
  'high': 'High certainty',
  'moderate': 'Moderate certainty',
  'low': 'Low certainty',
  'very-low': 'Very low certainty',
  'none': 'No clinical evidence',
  'not-graded': 'Not graded',
}

const origins: Record<Dosing['steps'][number]['origin'], string> = {
  lecture: 'Lecture',
  illustration: 'Illustration by the editors',
}

const relations: Record<Pathway['edges'][number]['kind'], string> = {
  'activates': 'activates',
  'inhibits': 'inhibits',
  'leads-to': 'leads to',
  'hypothesis': 'leads to, by hypothesis,',
  'blocked': 'no longer leads to (blocked)',
}

/** What stands at an edge of a drawing that the course gives no label; arrows need none. */
const labels: Partial<typeof relations> = { inhibits: 'inhibits', blocked: 'blocked' }

/** The words of the kit inside a lecture: its slides, their components and the reading view. What is said is the course's own. */
export const deckEn = {
  language: 'English',
  unverified: 'unverified',
  unverifiedMark: 'Unverified:',
  none: 'None',
  slide: (no: number) => `Slide ${no}`,
  lecture: (blocks: string) => `Lecture ${blocks}`,
  addedByEditors: 'Added by the editors',
  editorNote: (ids: string) => `Editor’s note ${ids}`,
  editorNotes: (count: number): string => count === 1 ? 'Editor’s note' : 'Editor’s notes',
  lectureSaid: 'The lecture said:',
  openReadingView: 'Notes and references (r)',
  reading: {
    title: (course: string) => `${course}: reading view`,
    view: 'Reading view',
    slides: 'Slides',
    search: 'Search slides, notes and references',
    found: (count: number) => `${count} ${count === 1 ? 'slide' : 'slides'} found`,
    nothingFound: 'Nothing found. Try fewer or shorter words.',
    sections: 'Sections',
    references: 'References',
    slideTitled: (no: number, title: string) => `Slide ${no}: ${title}`,
    wordsOnSlide: 'Words on this slide',
    notes: (no: number) => `Speaker notes to slide ${no}`,
    referencesOnSlide: 'References on this slide',
  },
  frame: {
    objective: 'Objective',
    seeNotes: (notes: string, ids: string) => `${notes} ${ids}: see notes`,
    slide: 'Slide',
  },
  popover: {
    close: 'Close',
    unverified: 'unverified: why',
  },
  cite: (number: number, reference: string) => `Reference ${number}: ${reference}`,
  cohort: {
    note: 'note',
    lost: 'not recovered',
    gaps: 'Gaps:',
  },
  disclosures: {
    caption: 'Financial relationships with ineligible companies, prior 24 months',
    name: 'Name',
    role: 'Role',
    disclosure: 'Disclosure',
    pending: 'Pending',
    none: 'None to disclose',
    mitigated: 'mitigated',
    notMitigated: 'not yet mitigated',
    support: 'Commercial support:',
  },
  demonstration: 'Demonstration.',
  notAccredited: notAccreditedIn.en as string,
  objectiveNow: 'Now:',
  offLabel: {
    discussed: 'Off-label use discussed:',
    yes: 'Yes',
    no: 'No',
  },
  gap: {
    now: 'Now',
    wanted: 'Wanted',
    why: 'Why',
    data: 'Data',
    measured: 'Measured',
  },
  safety: {
    contraindication: 'Contraindication',
    caution: 'Caution',
    note: 'Note',
  },
  sideEffects: {
    'more common': (dose: string) => `More common at ${dose}`,
    'less common': (dose: string) => `Less common at ${dose}`,
    'rare': (dose: string) => `Rare at ${dose}`,
  },
  study: {
    population: 'Population',
    intervention: 'Intervention',
    comparator: 'Comparator',
    outcomes: 'Outcomes',
    primary: '(primary)',
    limitation: 'Limitation',
    someDetails: (limitation: string) => `${limitation}; some details`,
    noResult: 'No result recorded',
    notKnown: 'not known',
    columns: {
      study: 'Study',
      design: 'Design',
      n: 'n',
      population: 'Population',
      dose: 'Dose',
      comparator: 'Comparator',
      duration: 'Duration',
      result: 'Result',
      limitation: 'Limitation',
      certainty: 'Certainty',
    },
    kinds: studyKinds,
  },
  certainty,
  certaintyInFull,
  results: {
    differences,
    of: (events: string, n: string) => `${events} of ${n}`,
    interval: (low: string, high: string) => `${low} to ${high}`,
    /** What stands before an interval. */
    ci: '95% CI',
    sd: (value: string) => `SD ${value}`,
    range: (low: string, high: string) => `range ${low} to ${high}`,
  },
  charts: {
    outcome: 'Outcome',
    arm: 'Arm',
    result: 'Result',
    comparison: 'Comparison',
    unverified: 'Unverified',
    notAvailable: 'not available',
    no: 'no',
    someNumbers: 'Some numbers',
    shareOf: (unit: string) => `share of ${unit}`,
    missing: (what: string) => `Not available: ${what}.`,
    missingPatients: 'number of patients per value',
    missingInterval: '95% CI of the difference',
  },
  doseRange: {
    title: (drug: string) => `Doses of ${drug}`,
    caption: 'Daily dose on a logarithmic axis: each step is ten times the one before',
    inFocus: '(in focus)',
    bandOrMark: 'Band or mark',
    dose: 'Dose daily',
    note: 'Note',
    lessThan: (dose: string) => `less than ${dose}`,
  },
  dosing: {
    title: (drug: string, time: string) => `Dose of ${drug} ${time} over the weeks`,
    origins,
    caption: (note: string) => `Illustration: ${note}`,
    weeks: 'Weeks',
    dose: (time: string) => `Dose ${time}`,
    origin: 'Origin',
    note: 'Note',
    study: 'Study',
    schedule: 'Schedule',
    maximum: (dose: string) => `Speaker’s maximum: ${dose}`,
    weekOn: (from: number) => `week ${from} on`,
    week: (week: number) => `week ${week}`,
    weeksTo: (from: number, to: number) => `weeks ${from} to ${to}`,
    fromWeek: (from: number) => `from week ${from}`,
    then: ', then ',
  },
  forest: {
    measures,
    study: 'Study',
    participants: 'Participants',
    estimate: (measure: string) => `${measure}, with 95% CI`,
    pValue: 'P value',
    left: (meaning: string) => `Left of the null line ${meaning}.`,
    right: (meaning: string) => `Right of the null line ${meaning}.`,
    logScale: '(log\u00A0scale)',
    ciNotAvailable: 'CI not available',
    nNotAvailable: 'n not available',
    square: 'Area of a square: number of participants.',
    diamond: 'Diamond: pooled estimate with its 95% CI.',
    line: 'Line: 95% CI.',
    open: 'Open mark: CI not available.',
  },
  molecule: {
    title: (name: string) => `Structural formula of ${name}`,
    formula: (formula: string, mass: string) => `Formula ${formula}, relative molecular mass ${mass}.`,
    mirror: 'Drawn as the mirror image.',
    highlighted: (what: string) => `Highlighted: ${what}.`,
  },
  pathway: {
    from: 'From',
    relation: 'Relation',
    to: 'To',
    relations,
    labels,
  },
}

export type DeckWords = typeof deckEn
