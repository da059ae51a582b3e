import { z } from 'zod'
import { isTimeZone } from '../../lib/local-day.ts'
import { DURATION } from './duration.ts'
import { feedbackPolicies } from './feedback-policy.ts'
import { handoutSettings } from './handout-settings.ts'

/*
 * The shape of course.yaml: everything a CME office edits. This one schema is the source of the parser, of the
 * TypeScript types, of schemas/course.schema.json, which editors pick up, and of the tables in docs/course-format.md.
 */

const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date like 2026-11-22').meta({ examples: ['2026-11-22'] })

const text = z.string().trim().min(1, 'must not be empty')

const relationship = z.strictObject({
  company: text.describe('Name only: no logo, no amount (ACCME Standard 3)'),
  nature: text.describe('For example: consultant, speaker, stock'),
  mitigated: z.boolean().describe('Whether the relationship was mitigated before the activity (ACCME Standard 3)'),
})

const disclosure = z.strictObject({
  status: z.enum(['pending', 'none', 'relationships'])
    .describe('pending: not yet obtained; none: stated absence of relationships; relationships: listed below'),
  relationships: z.array(relationship).optional().describe('Financial relationships with ineligible companies within the prior 24 months, whatever the amount (ACCME Standard 3)'),
  note: text.optional().describe('Shown beside the status'),
})

const person = z.strictObject({
  name: text.describe('Name without degrees'),
  credentials: text.optional().describe('Degrees, for example M.D.'),
  role: text.describe('What the person did for the course'),
  affiliation: text.optional().describe('Position and institution'),
  disclosure: disclosure.describe('What the person disclosed; never filled in for somebody'),
})

const objective = z.strictObject({
  id: z.string().regex(/^LO\d+$/, 'must look like LO1').meta({ examples: ['LO1'] }).describe('Used by slides and quiz items'),
  text: text.describe('What the learner will be able to do, beginning with a measurable verb'),
  level: z.string().regex(/^(?:[124-7]|3A|3B)$/, 'must be a Moore level: 1, 2, 3A, 3B, 4, 5, 6 or 7').meta({ examples: ['3A'] }).describe('Level of outcome after Moore, Green and Gallis (2009): 1, 2, 3A, 3B, 4, 5, 6 or 7; a bare number needs quotes'),
})

const dose = z.number().positive()
const doseUnit = z.enum(['mcg', 'mg']).describe('Unit of the dose')

const dosing = z.strictObject({
  drug: text.describe('Generic name in full'),
  route: text.describe('For example: by mouth'),
  time: text.describe('Time of day, for example: every evening'),
  maximum: z.strictObject({
    dose: dose.describe('Daily dose'),
    unit: doseUnit,
    origin: text.describe('Who says that this is the maximum'),
    cite: text.optional().describe('Key in references.bib'),
  }).describe('Drawn as a line in the titration chart'),
  steps: z.array(z.strictObject({
    weeks: z.tuple([z.number().int().positive(), z.number().int().positive().nullable()])
      .describe('First and last week; null: open-ended'),
    dose: dose.describe('Daily dose'),
    unit: doseUnit,
    origin: z.enum(['lecture', 'illustration']).describe('illustration: added by the editors, not said by the lecturer'),
    note: text.optional().describe('Shown with the step in the table under the chart'),
  })).min(1).describe('Titration, in the order of the weeks'),
  bands: z.array(z.strictObject({
    id: z.enum(['ultra-low', 'very-low', 'low', 'standard']).describe('Named by highlight of DoseRange'),
    name: text.describe('Shown on the chart'),
    from: z.number().nonnegative().describe('Lower end; 0 for a band that is open below'),
    to: dose.describe('Upper end; the same as from for a single dose'),
    unit: doseUnit,
    cite: text.describe('Key in references.bib'),
    note: text.optional().describe('Shown in the table under the chart'),
  })).min(1).describe('Named ranges of dose, drawn on a logarithmic axis'),
  marks: z.array(z.strictObject({
    label: text.describe('Shown on the chart'),
    dose: dose.describe('Daily dose'),
    unit: doseUnit,
    cite: text.optional().describe('Key in references.bib'),
  })).default([]).describe('Single doses worth a mark'),
})

const doseRange = z.strictObject({
  drug: text.describe('Generic name in full'),
  alsoCalled: z.array(text).default([]).describe('Other names in the course, for example an abbreviation'),
  from: z.number().nonnegative().describe('Lowest dose that the course speaks of'),
  to: dose.describe('Highest dose that the course speaks of; the same as from for a single dose'),
  unit: doseUnit,
  note: text.optional().describe('What the range is, for example: labeled dose'),
})

const lectureRule = z.strictObject({
  slides: z.union([
    z.literal('all'),
    z.number().int().positive(),
    z.string().regex(/^(?:100|[1-9]\d?)%$/, 'must be all, a number of slides, or a share like 80%').meta({ examples: ['80%'] }),
  ], { error: 'must be all, a number of slides, or a share like 80%' }).default('all').describe('How many slides a learner has to see: all, a number, or a share, which is rounded up'),
  minutes: z.number().nonnegative().default(0).describe('Least minutes with the lecture; 0 for none. Only time that has passed counts'),
})

export const courseSchema = z.strictObject({
  title: text.describe('Title of the course'),
  subtitle: text.optional().describe('One line below the title'),
  summary: text.describe('A paragraph: what it is about and for whom; also the subject of the PDF'),
  language: z.string().regex(/^[a-z]{2}(?:-[A-Z]{2})?$/, 'must be a language tag like en or en-US').meta({ examples: ['en-US'] }).describe('Language of slides, handouts and module'),
  keywords: z.array(text).default([]).describe('Keywords of the PDF'),
  format: z.enum(['enduring', 'live']).describe('enduring: taken at any time; live: a talk at an hour and a place. A talk and its recording are two activities'),
  basedOn: z.strictObject({
    title: text.describe('Title of the lecture, as its author wrote it'),
    author: text.describe('Name of the lecturer'),
    affiliation: text.optional().describe('As the lecture states it'),
    notice: text.describe('What the course is to the lecture, and whether the lecturer has reviewed it'),
  }).optional().describe('The lecture that the course was rebuilt from'),
  audience: z.array(text).min(1).describe('Who the course is made for'),
  faculty: z.array(person).min(1).describe('Authors and speakers'),
  planners: z.array(person).default([]).describe('Everybody else who controlled the content'),
  reviewers: z.array(person).default([]).describe('Who reviewed the content'),
  practiceGap: z.strictObject({
    current: text.describe('What happens in practice now'),
    desired: text.describe('What should happen'),
    causes: z.array(text).default([]).describe('Why it does not: knowledge, competence or performance'),
    data: text.optional().describe('How the gap is known'),
    outcome: text.optional().describe('How a change will be measured'),
  }).describe('The professional practice gap that the course answers (ACCME Core Accreditation Criterion 2)'),
  objectives: z.array(objective).min(1).describe('What learners will be able to do'),
  offLabel: z.strictObject({
    discussed: z.boolean().describe('Whether unapproved uses are discussed'),
    statement: text.describe('Which, and that they are not approved'),
  }).describe('A setting of the provider, not a rule of an accreditor'),
  commercialSupport: z.strictObject({
    received: z.boolean().describe('Whether an ineligible company gave support'),
    supporters: z.array(text).optional().describe('Names only: no logo (ACCME Standard 4)'),
    statement: text.describe('As shown to learners, for example: No commercial support was received.'),
  }).describe('Support from companies (ACCME Standard 4)'),
  provider: z.strictObject({
    name: text.describe('Who answers for the course'),
    contact: text.describe('How to reach the provider'),
    url: z.url().optional().describe('Page of the provider'),
    timezone: z.string().refine(isTimeZone, 'must be a time zone like America/New_York (IANA time zone database)').meta({ examples: ['America/New_York'] }).optional().describe('Where the days of the course begin and end, and the day of completion on certificates is that of the calendar; UTC when left out'),
  }).describe('Who offers the course'),
  accreditation: z.enum(['none', 'accme', 'joint']).default('none').describe('none: the course gives no credit, and no statement of the AMA or of an accreditor may stand in it'),
  credits: z.strictObject({
    type: text.describe('Name of the credit'),
    maximum: z.number().nonnegative().describe('Most that can be claimed'),
    step: z.literal(0.25).describe('AMA PRA credit is claimed in steps of 0.25'),
  }).describe('Credit that the course is designated for; with accreditation none, no credit is given whatever stands here'),
  released: isoDate.describe('First day of the course'),
  reviewed: isoDate.describe('Day of the last review of the content'),
  expires: isoDate.describe('Last day; at most three years after release or last review'),
  estimatedMinutes: z.number().positive().describe('Minutes a learner needs for all of it'),
  lectureMinutes: z.number().positive().describe('Length of the talk in minutes; the minutes of all slides add up to it'),
  assessment: z.strictObject({
    passMark: z.number().min(0).max(100).describe('Percent; told to learners before the post-test'),
    attempts: z.union([z.number().int().positive(), z.literal('unlimited')]).describe('How often the post-test may be taken'),
    retakeDelay: z.string().regex(DURATION, 'must be none, or a number of minutes, hours, days or weeks, like 7 days').optional().meta({ examples: ['7 days'] }).describe('Wait after an attempt that was not passed: none, or a number of minutes, hours, days or weeks'),
    feedback: z.enum(feedbackPolicies, { error: `must be one of: ${feedbackPolicies.join(', ')}; words for learners go into feedbackWords` }).default('answers-when-passed').describe('What the server tells of an attempt at a sealed post-test. none: passed or not; score: the points; items: also which questions were right; answers-when-passed: the points, and after passing everything; answers: everything after each attempt. Everything is the right answers, the reasons and the references'),
    feedbackWords: text.optional().describe('The same in words for learners; when left out, words that fit the policy'),
  }).describe('The post-test'),
  completion: z.strictObject({
    lecture: lectureRule.optional().describe('When the lecture is done: what a server that gives credit goes by'),
    rules: z.array(text).min(1).describe('What a learner does to complete the course, a line each'),
  }).describe('How to complete the course'),
  contact: z.strictObject({
    name: text.describe('Who answers questions of learners'),
    email: z.email().optional().describe('Address for questions'),
    note: text.optional().describe('Anything else about reaching them'),
  }).describe('For questions of learners'),
  privacy: text.describe('What is stored, where, and who gets it'),
  requirements: text.describe('Hardware and software a learner needs'),
  handouts: handoutSettings.optional().describe('How the PDFs are made when the command line does not say otherwise'),
  doseRanges: z.array(doseRange).default([]).describe('Doses that the course speaks of, drug by drug; lectern check finds those that are ten or a thousand times off'),
  dosing: dosing.optional().describe('Doses of the drug that the course is about; DosingChart and DoseRange draw it'),
})

export type CourseMeta = z.infer<typeof courseSchema>
export type Person = z.infer<typeof person>
export type DoseRange = z.infer<typeof doseRange>
export type Dosing = NonNullable<CourseMeta['dosing']>
