import { z } from 'zod'

/** What can be printed, in the order in which it is made; also the files' names. */
export const handoutLayouts = ['slides', '1up', '2up', '3up', '4up', '6up', '9up', 'notes', 'handbook'] as const
export const papers = ['a4', 'letter'] as const
export const orientations = ['portrait', 'landscape'] as const

export type HandoutLayout = typeof handoutLayouts[number]
export type Paper = typeof papers[number]
export type Orientation = typeof orientations[number]

/** Slide numbers and spans, separated by commas: "3-12,20". */
export const slideRangePattern = /^\d+(?:\s*-\s*\d+)?(?:\s*,\s*\d+(?:\s*-\s*\d+)?)*$/

/** A course's own defaults for its handouts: the key `handouts` of course.yaml. */
export const handoutSettings = z.strictObject({
  layouts: z.array(z.enum(handoutLayouts)).min(1).optional().describe('Which PDFs are made; all when left out'),
  paper: z.enum(papers).default('a4').describe('Size of the paper'),
  orientation: z.enum(orientations).optional().describe('Which way the paper lies; when left out, each layout takes what suits it'),
  slides: z.string().trim().regex(slideRangePattern, 'must be slide numbers like 3-12,20').optional().meta({ examples: ['3-12,20'] }).describe('Only these slides, in quotes; all when left out'),
  clicks: z.boolean().default(false).describe('Whether each step of a slide that is built up step by step gets a picture of its own'),
  grayscale: z.boolean().default(false).describe('Whether to print without colour'),
  notes: z.boolean().default(true).describe('Whether the speaker\'s notes are printed; they are on the 1-up, on the notes pages and in the handbook'),
})

export type HandoutSettings = z.infer<typeof handoutSettings>
